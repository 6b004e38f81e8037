import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/demo/demo-data.js';
import { formsOf, type Control, type SentForm } from '../support/html.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  await loadDemo(service.app);
});
afterAll(() => service.stop());

/** Between them they are shown every form but those of states that the demo has no matter in. */
const PERSONAS = ['tsn-handlaggare', 'sn-handlaggare', 'bin-sekreterare', 'bin-chef', 'tsn-registrator'];
const MORE = ['ks-registrator', 'admin'];
const BEGINS = ['/inkorg', '/forvaltning', '/mitt', '/remisser/ny', '/remisser', '/sok?q=h%C3%A5llbarhet'];
const TOO_LONG_A_LINE = 'å'.repeat(5_000);
const TOO_LONG_A_TEXT = 'å'.repeat(110_000);
/** What nobody means to write in a field of each kind, besides nothing. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  text: ['', TOO_LONG_A_LINE],
  textarea: ['', TOO_LONG_A_TEXT],
  date: ['', 'den femte'],
  email: ['', 'inte en adress'],
  select: ['', 'finns-inte'],
  checkbox: ['kanske'],
  radio: ['kanske'],
};

/** Without the record, the body and the person in it. */
const kindOf = (address: string) =>
  address
    .replace(/\?.*$/, '')
    .replaceAll(
      /[\da-f]{8}-[\da-f-]{27}|(?<=\/)[A-Z]{2,3}(?=\/|$)|(?<=\/)(tsn|ks|kf|bin|sn|kfn|sbn|amn)(?=\/|$)/g,
      '{}',
    )
    .replaceAll(/\d{4}-\d{2}-\d{2}|(?<=\/)\d+(?=\/|$)/g, '{}')
    .replace(/(?<=personer\/\{\}\/)[a-z-]+|(?<=(?:handlingar|paminnelser)\/\{\}\/)[a-z-]+/, '{}');

/** A page of each kind, and of every referral, case and reply: each state has forms of its own. */
async function* pagesOf(visitor: Visitor): AsyncGenerator<Visited> {
  const seen = new Set<string>();
  const waiting = [...BEGINS];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const key = /^\/(svar|remisser|arenden)\/[^/]+$/.test(next) ? next : kindOf(next);
    if (seen.has(key)) continue;
    seen.add(key);
    const page = await visitor.visit(next);
    if (!page.headers.get('content-type')?.startsWith('text/html')) continue;
    yield page;
    for (const { name, attributes } of page.elements) {
      const href = name === 'a' && attributes['href']?.split('#')[0];
      if (!href || /^[a-z]+:|^\/(docs|register|demo)/.test(href)) continue;
      const to = new URL(href, `http://here${page.path}`);
      waiting.push(to.pathname + to.search);
    }
  }
}

const isTyped = ({ type }: Control) => ['text', 'textarea', 'date', 'email'].includes(type);

/** What is wrong with how a form comes back. Its version is of no record, so that nothing is done by it. */
async function faultsOf(visitor: Visitor, form: SentForm, wrong: Readonly<Record<string, string>>) {
  const fields: Record<string, string> = {};
  for (const { name, type, value } of form.controls)
    if (value !== undefined && type !== 'file') fields[name] = value;
  if ('_version' in fields) fields['_version'] = '99999';
  if ('_key' in fields) fields['_key'] = randomUUID();
  Object.assign(fields, wrong);
  const page = await (form.isUpload
    ? visitor.upload(form.action, fields)
    : visitor.send(form.action, fields));
  if (page.status !== 422 && page.status < 500) return [];
  const again = formsOf(page.html).find(({ action }) => kindOf(action) === kindOf(form.action));
  if (!again) return ['the form is gone'];
  const lost = form.controls.filter(
    (each) =>
      isTyped(each) && fields[each.name] && !again.controls.some(({ value }) => value === fields[each.name]),
  );
  const summary = page.html.split('class="ds-error-summary"')[1]?.split('</ul>')[0] ?? '';
  const mistakes = summary.match(/<li>.*?<\/li>/gs) ?? [];
  const linked = mistakes.flatMap((item) => /href="#([^"]+)"/.exec(item)?.[1] ?? []);
  const ids = new Set(page.elements.map(({ attributes }) => attributes['id']));
  return [
    ...lost.map(({ name }) => `${name} is lost`),
    ...(/<title>Fel: /.test(page.html) ? [] : ['the title does not say so']),
    ...(linked.length > 0 && linked.length === mistakes.length ? [] : ['a mistake that leads nowhere']),
    ...linked.filter((id) => !ids.has(id)).map((id) => `no ${id} to lead to`),
  ];
}

/** The forms that have been tried, by whoever was shown them first. */
const tried = new Set<string>();

it.each([...PERSONAS, ...MORE])(
  'every form that %s is shown comes back with what was typed, and says what to mend and where',
  async (persona) => {
    const visitor = await Visitor.signedIn(await service.app.getUrl(), persona);
    const before = tried.size;
    const faults = new Set<string>();
    for await (const page of pagesOf(visitor))
      for (const form of formsOf(page.html)) {
        const key = `${kindOf(form.action)} ${form.controls.map(({ name }) => kindOf(name)).join()}`;
        if (tried.has(key) || /^\/logga-ut|\/logga-ut-overallt$/.test(form.action)) continue;
        tried.add(key);
        for (const { name, type } of form.controls)
          for (const value of WRONG[type] ?? [])
            for (const fault of await faultsOf(visitor, form, { [name]: value }))
              faults.add(`${kindOf(form.action)}, ${name} “${value.slice(0, 14)}”: ${fault}`);
      }
    expect([...faults]).toEqual([]);
    expect(tried.size).toBeGreaterThan(before);
  },
  120_000,
);
