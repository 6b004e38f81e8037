import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes as Html } from 'parse5';
import { loadDemo } from '../../src/demo/demo-data.js';
import { PART_HEADINGS } from '../../src/papers/form/paper-form.js';
import { isHtml, pagesLedTo } from '../support/pages-led-to.js';
import { formsOf, type SentForm } from '../support/html.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';

let service: Service;
let written: readonly string[];
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  await loadDemo(service.app);
  written = await writtenTexts();
});
afterAll(() => service.stop());

/** Names in what the service itself says: headings of papers, which are Swedish, municipalities, and a name made short. */
const NAMES = [...Object.values(PART_HEADINGS), 'Malmö', 'Tyresö', 'Kultur- och fritidsnämn.'];

/** Every text that the database keeps, whole and line by line, the longest first: what people have written, and names. */
async function writtenTexts(): Promise<string[]> {
  const tables: { name: string }[] = await service.database.query(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const texts = new Set<string>(NAMES);
  const gather = (value: unknown): void => {
    if (typeof value === 'string')
      for (const each of [value, ...value.split('\n')]) texts.add(inOneLine(each));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
  };
  for (const { name } of tables)
    gather(await service.database.query(`SELECT to_jsonb(one) FROM ${name} one`));
  return [...texts].filter((text) => text.length > 2).toSorted((one, other) => other.length - one.length);
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

const READ_ALOUD = ['aria-label', 'title', 'placeholder', 'alt'];
/** What a script says is in sentences; what it is told otherwise is a name. */
const isRead = ({ name, value }: { name: string; value: string }) =>
  READ_ALOUD.includes(name) || (name.startsWith('data-') && value.includes(' '));

/** What a page says in its own language: each text by itself, without what says that it is Swedish and what is typed in fields. */
function saidBy(html: string): string[] {
  const said: string[] = [];
  const walk = (node: Html.Node): void => {
    if (tree.isTextNode(node)) said.push(inOneLine(node.value));
    if (tree.isElementNode(node)) {
      if (['textarea', 'script', 'style'].includes(node.tagName)) return;
      if (node.attrs.some(({ name, value }) => name === 'lang' && value === 'sv')) return;
      said.push(...node.attrs.filter(isRead).map(({ value }) => inOneLine(value)));
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return said;
}

/** Words that Swedish has and English has not, and words with letters that English has not. */
const SWEDISH =
  /(?<![\p{L}\d/])(?:och|att|som|inte|är|ett|den|har|av|med|till|från|eller|om|när|dag|dagar|svar|remiss|remisser|[\p{L}]*[åäöÅÄÖ][\p{L}]*)(?![\p{L}\d/])/u;

const ENGLISH = { 'Accept-Language': 'en' };
const RECORD = /[\da-f]{8}-[\da-f-]{27}/g;

/** A page that another sent the visitor on to was asked for without the language. */
const isInEnglish = (page: Visited) =>
  isHtml(page) && page.elements.find(({ name }) => name === 'html')?.attributes['lang'] === 'en';

/** Only what may be Swedish is held against the thousands of texts that somebody has written. */
const swedishOn = (page: Visited) =>
  saidBy(page.html)
    .filter((text) => SWEDISH.test(text))
    .map(withoutWritten)
    .filter((text) => SWEDISH.test(text));

const withoutWritten = (text: string) =>
  written.reduce((rest, each) => (rest.includes(each) ? rest.replaceAll(each, '…') : rest), text);

describe.each([
  'tsn-lasare',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
  'tsn-registrator',
  'ks-registrator',
  'ks-handlaggare',
  'admin',
])('the pages of %s, to whoever asks for English', (persona) => {
  /** Forms by what they do, with the hidden fields they send. */
  const forms = new Map<string, SentForm>();

  it('say nothing in Swedish but what somebody has written', async () => {
    const swedish = new Map<string, string>();
    for await (const { address, page } of pagesLedTo(service.base, persona, ENGLISH)) {
      if (!isInEnglish(page)) continue;
      for (const text of swedishOn(page)) swedish.set(text, address);
      for (const form of formsOf(page.html)) forms.set(form.action.replaceAll(RECORD, '{id}'), form);
    }
    expect([...swedish]).toEqual([]);
  }, 120_000);

  it('refuse in English what is sent empty', async () => {
    const visitor = await Visitor.signedIn(service.base, persona);
    const swedish = new Map<string, string>();
    let refused = 0;
    for (const { action, isUpload, controls } of forms.values()) {
      if (isUpload || /logga-(?:in|ut)/.test(action)) continue;
      const token = Visitor.hidden(await visitor.visit('/mitt'))['_token']!;
      const fields = controls.flatMap(({ name, type, value }) =>
        type === 'hidden' && value !== undefined ? [[name, value] as const] : [],
      );
      const page = await visitor.send(action, { ...Object.fromEntries(fields), _token: token }, ENGLISH);
      if (page.status < 400 || !isHtml(page)) continue;
      refused += 1;
      expect([action, isInEnglish(page)]).toEqual([action, true]);
      for (const text of swedishOn(page)) swedish.set(text, action);
    }
    expect([...swedish]).toEqual([]);
    if (forms.size > 10) expect(refused).toBeGreaterThan(0);
  }, 120_000);
});
