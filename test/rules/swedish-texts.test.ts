import { describe, expect, it } from '@jest/globals';
import { problemTypes } from '../../src/http/problem-types.js';
import { refusalsPage } from '../../src/tools/refusals-page.js';
import { lifecycles, verbsOn, type Kind } from '../../src/rules/kinds.js';
import { SAID, unmet, type Lifecycle } from '../../src/rules/lifecycle.js';
import { unplannedTexts, verdictTexts } from '../../src/rules/planning.js';
import { policy, whoMay, type Action } from '../../src/rules/policy.js';
import { NotPermitted, TransitionRefused } from '../../src/rules/problem.js';
import { everyRefusal } from '../../src/rules/refusals.js';
import { englishCodeIn } from '../support/english-codes.js';

const coded = (texts: readonly string[]) =>
  texts.flatMap((text) => (englishCodeIn(text) === undefined ? [] : [`${englishCodeIn(text)}: ${text}`]));

describe('a Swedish text names no state, verb, role or value by its English code', () => {
  it('in any refusal', () => {
    expect(refusalsPage().length).toBeGreaterThan(1000);
    expect(coded(everyRefusal().map(({ detail }) => detail.sv))).toEqual([]);
  });

  it('nor names a field of the API, in either language, but those of paging, which no page asks anybody for', () => {
    const OTHERS = /ActiveX|JavaScript|nextCursor|kB/g;
    const named = everyRefusal()
      .flatMap(({ detail }) => [detail.sv, detail.en])
      .filter((text) => /\([a-z]+\)|[a-z][A-Z]/.test(text.replaceAll(OTHERS, '')));
    expect(named).toEqual([]);
  });

  it('in what is said of a step in a wrong state, of any kind of record', () => {
    const texts = (Object.keys(lifecycles) as Kind[]).flatMap((kind) => {
      const table = lifecycles[kind] as unknown as Lifecycle<string, string, object>;
      const { states, verbs } = table[SAID];
      return Object.keys(verbs).flatMap((verb) =>
        Object.keys(states).flatMap((state) => {
          const isFrom = (table[verb] ?? []).some(({ from }) => from.includes(state));
          const reasons = isFrom ? [] : unmet(table, verb, state, {});
          const problem = new TransitionRefused(verbs[verb]!.todo, states[state]!, reasons);
          return [problem.detail.sv, ...reasons.map(({ detail }) => detail.sv)];
        }),
      );
    });
    expect(texts.length).toBeGreaterThan(500);
    expect(coded(texts)).toEqual([]);
  });

  it('in any problem, verdict or 403, which names the roles that may', () => {
    const forbidden = (Object.keys(policy) as Action[]).map(
      (action) => new NotPermitted(action, whoMay(action)),
    );
    expect(forbidden.filter(({ detail }) => !/Det gör (?:\p{L}+ )*\p{L}{4,}/u.test(detail.sv))).toEqual([]);
    const others = [
      ...Object.values(problemTypes).flatMap(({ title, remedy }) => [title.sv, remedy.sv]),
      ...[...Object.values(verdictTexts), ...Object.values(unplannedTexts)].map(({ sv }) => sv),
    ];
    expect(coded([...forbidden.map(({ detail }) => detail.sv), ...others])).toEqual([]);
  });

  it('and the test would see one', () => {
    expect(verbsOn.consultation).toContain('refer-back');
    expect(englishCodeIn('Det går bara i läget on-agenda.')).toBe('on-agenda');
  });
});
