import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { fill } from '../../bench/data.js';
import { startService, type Service } from '../support/service.js';

/**
 * A search finds what a comparison with every row finds, in the same order, whichever way it goes: along the list, or by the
 * letters of what is rare. The words are common, rare, together in no title, and shorter than three letters.
 */
let service: Service;
let owner: pg.Client;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  await fill(service.databaseUrl, 3_000);
  owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  await owner.query(`SELECT set_config('yttra.staff_of', '{KS,TSN}', false)`);
  // As production does: planned for no question in particular, the comparison finds its words anew for each row.
  await owner.query('SET plan_cache_mode = auto');
}, 300_000);
afterAll(async () => {
  await owner.end();
  await service.stop();
});

const QUESTIONS = [
  'remiss',
  'omgång 3 klimat',
  'biblioteksplanen 77',
  'kulturpolitik avfallsplan',
  'KS 2020/1234',
  'tsn2020/99',
  '9',
  '77',
  'xq',
  'plan strategi 1',
  'social hållbar 12 omgång',
  '100%',
];

type Arguments = Readonly<Record<string, string | boolean | number>>;

const NARROWED: Readonly<Record<string, readonly [Arguments, condition: string]>> = {
  'nothing else': [{}, 'true'],
  'a state': [{ in_states: '{drafting,approved}' }, `state IN ('drafting', 'approved')`],
  'a state that nothing is in': [{ in_states: '{on-agenda}' }, 'false'],
  'what is overdue': [
    { is_overdue: true },
    `state IN ('registered', 'drafting', 'in-review', 'approved') AND reply_by < '2026-11-27'`,
  ],
  'a consultee and a day': [
    { asked_of: 'TSN', due_before: '2027-01-31' },
    `consultee_code = 'TSN' AND reply_by <= '2027-01-31'`,
  ],
  'an officer': [{ handled_by: 'tsn-handlaggare' }, `officer = 'tsn-handlaggare'`],
};

const TYPES: Readonly<Record<string, string>> = {
  question: 'text', bodies: 'text[]', asked_of: 'text', asked_by: 'text', handled_by: 'text', in_states: 'text[]', today: 'date',
  is_overdue: 'boolean', due_before: 'date', in_case: 'uuid', backwards: 'boolean', after_date: 'date', after_id: 'uuid',
  most: 'integer', skipped: 'integer', risky: 'boolean', returned: 'boolean', extending: 'boolean', is_held: 'boolean', from_outside: 'boolean',
}; // prettier-ignore

/** The function, with the arguments that are given, and null for all others. */
function matching(given: Arguments): string {
  const own: Arguments = { bodies: '{KS,TSN}', today: '2026-11-27', most: 30, skipped: 5, ...given };
  const named = Object.entries(TYPES).map(([name, type]) => {
    const value = name === 'question' ? '$1' : name in own ? `'${own[name]}'` : 'NULL';
    return `${name} => ${value}::${type}`;
  });
  return `consultations_matching(${named.join(', ')})`;
}

async function idsOf(sql: string, question: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(sql, [question]);
  return rows.map(({ id }) => id);
}

const LAST = { after_date: '2027-02-01', after_id: '80000000-0000-4000-8000-000000000000' };

describe.each(QUESTIONS)('“%s”', (question) => {
  it.each(Object.entries(NARROWED))('and %s', async (_, [given, condition]) => {
    for (const backwards of [false, true])
      for (const after of [{}, LAST]) {
        const found = await idsOf(`SELECT id FROM ${matching({ ...given, ...after, backwards })}`, question);
        const way = backwards ? 'DESC' : 'ASC';
        const beyond = `(reply_by, id) ${backwards ? '<' : '>'} ('${LAST.after_date}', '${LAST.after_id}')`;
        const every = await idsOf(
          `SELECT id FROM consultations WHERE search_text LIKE ALL (words_sought($1)) AND ${condition}
             AND (consultee_code IN ('KS', 'TSN') OR issuer_code IN ('KS', 'TSN')) AND ${after === LAST ? beyond : 'true'}
           ORDER BY reply_by ${way}, id ${way} LIMIT 30 OFFSET 5`,
          question,
        );
        expect(found).toEqual(every);
      }
  });
});
