import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from '../../src/demo/demo-client.js';
import { tellStory } from '../../src/demo/story.js';
import { verbsOn } from '../../src/rules/kinds.js';
import { done, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

/** What the people of the demo would be called: their names there say their role and the code of their body. */
const NAMES: Readonly<Record<string, string>> = {
  'ks-registrator': 'Karin Ek',
  'ks-handlaggare': 'Jonas Alm',
  'tsn-registrator': 'Rut Lind',
  'tsn-chef': 'Eva Holm',
  'tsn-handlaggare': 'Sara Nyström',
  'tsn-sekreterare': 'Per Berg',
};

let caseId: string;
const service = sharedService();
beforeAll(async () => {
  for (const [username, name] of Object.entries(NAMES))
    await service.database.query('UPDATE people SET name = $2 WHERE username = $1', [username, name]);
  await tellStory(new DemoClient(service.base), () => undefined, TODAY);
  [{ id: caseId }] = await service.database.query("SELECT id FROM cases WHERE title LIKE 'Strategi%'");
}, 120_000);

const trail = async (persona: string, language = 'sv') => {
  const answer = service.as(persona).get(`/cases/${caseId}/audit-trail?limit=100`);
  return (await done(answer.set('Accept-Language', language)))['items'] as Answer[];
};
const summaries = async (persona: string, language?: string) =>
  (await trail(persona, language)).map(({ summary }) => summary as string);

/** What a person does not say: an id, a username, the code of a body, or a verb of the API in English. */
const CODES = new RegExp(
  [
    '[0-9a-f]{8}-[0-9a-f]{4}',
    '\\b(?:ks|tsn|bin|client)[-:]',
    '\\b(?:TSN|BIN|KS)\\b(?! \\d{4}/)',
    ...['in-review', 'on-agenda', 'as-proposed', 'null', 'undefined'].map((code) => `\\b${code}\\b`),
  ].join('|'),
);

describe('the audit trail read aloud', () => {
  it('has no id, username or code in any sentence, in either language', async () => {
    for (const persona of ['ks-registrator', 'tsn-registrator', 'bin-registrator'])
      for (const language of ['sv', 'en'])
        for (const sentence of await summaries(persona, language)) expect(sentence).not.toMatch(CODES);
    const english = new RegExp(`\\b(?:${Object.values(verbsOn).flat().join('|')})\\b`);
    for (const sentence of await summaries('tsn-registrator'))
      expect(sentence.replace(/”[^”]*”/g, '')).not.toMatch(english);
  });

  it('names the consultee, its own number, the officer, the meeting and the packet’s receivers', async () => {
    const own = await summaries('tsn-registrator');
    const { ownCaseNumber } = (
      (await done(service.as('tsn-registrator').get(`/cases/${caseId}/consultations`)))['items'] as Answer[]
    )[0]!;
    expect(own.find((said) => said.includes('fördelades'))).toContain(
      `Tekniska servicenämnden, ${ownCaseNumber}`,
    );
    expect(own.find((said) => said.includes('sattes upp'))).toMatch(/den \d+ \p{L}+ 20\d\d/u);
    const sent = (await summaries('ks-registrator')).find((said) => said.includes('skickades'));
    expect(sent).toContain('Räddningstjänsten Syd');
    expect(sent).toContain('Tekniska servicenämnden');
    const asked = (await summaries('ks-registrator')).filter((said) => said.includes('tillfrågades'));
    expect(asked).not.toEqual([]);
    for (const said of asked) expect(said).toMatch(/med svar senast den \d+ \p{L}+ 20\d\d/u);
  });

  it('tells the issuer of the consultee’s work neither who nor why', async () => {
    const items = await trail('ks-registrator');
    const decided = items.find(({ verb }) => verb === 'decide')!;
    expect(decided['summary']).toMatch(
      /^Tekniska servicenämnden, [^:]+: beslutades av Tekniska servicenämnden\.$/,
    );
  });

  it('is printed in docs/audit-trail.md as it is', async () => {
    const printed = [
      '### At the executive board',
      '',
      ...(await summaries('ks-registrator')).map((said) => `- ${said}`),
      '',
      '### At the consulted board',
      '',
      ...(await summaries('tsn-registrator')).map((said) => `- ${said}`),
    ].join('\n');
    const path = 'docs/audit-trail.md';
    const document = await readFile(path, 'utf8');
    const [before, after] = ['<!-- read aloud -->', '<!-- end -->'];
    const [head, rest = ''] = document.split(before);
    const tail = rest.split(after)[1] ?? '';
    const today = `${head}${before}\n\n${printed}\n\n${after}${tail}`;
    if (process.env['WRITE_DOCS'] === 'true') await writeFile(path, today);
    expect(document).toBe(today);
  });
});
