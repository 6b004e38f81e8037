import { describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { docxOf } from '../../src/papers/docx/write-docx.js';
import { FORM_KINDS } from '../../src/papers/form/paper-form.js';
import type { Paper } from '../../src/papers/paper.js';
import { part, text } from '../../src/papers/parts.js';
import { starterTemplate } from '../../src/papers/word/starter-template.js';
import { checkTemplate, fillTemplate } from '../../src/papers/word/word-template.js';
import { everyPart, IN_ORDER, outOfOrder } from '../support/papers.js';
import { templateWith } from '../support/word-templates.js';

const partOf = (file: Uint8Array, name = 'word/document.xml') => strFromU8(unzipSync(file)[name]!);
const textOf = (xml: string) =>
  xml
    .replaceAll(/<\/w:p>|<w:br\/>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
const linesOf = (file: Uint8Array) => textOf(partOf(file)).split('\n').filter(Boolean);
const paper: Paper = {
  ...everyPart,
  facts: [{ fact: 'day', label: 'Datum', value: '22 november 2023' }],
  blocks: [
    part('summary'),
    text('Ett stycke.\nPå två rader.\n\n- en punkt\n- en till'),
    part('proposal'),
    { is: 'clauses', lead: 'Nämnden föreslås besluta', clauses: ['att tillstyrka förslaget', 'att svara.'] },
    { is: 'signatures', signatures: [{ name: 'Anna Ek', title: 'Ordförande' }] },
  ],
};

describe('a Word template', () => {
  it('is filled in with values and loops, in the text and in its headers', () => {
    const template = templateWith(
      [
        '{avsandare}, {datum}',
        '{#forslag}',
        '{rubrik}:',
        '{#block}',
        '{#satser}',
        '{nr}) {text}',
        '{/satser}',
        '{/block}',
        '{/forslag}',
        '{#sammanfattning}{#block}{#stycke}{text}{/stycke}{#punkter}[{text}]{/punkter}{/block}{/sammanfattning}',
        '{#underskrifter}{namn}, {titel}{/}',
      ],
      { header: 'Nr {nummer}' },
    );
    expect(checkTemplate(template, 'staff-report').faults).toEqual([]);
    const filled = fillTemplate(template, paper);
    expect(linesOf(filled)).toEqual([
      'Tekniska servicenämnden, 22 november 2023',
      'Förslag till beslut:',
      '1) att tillstyrka förslaget',
      '2) att svara.',
      'Ett stycke.',
      'På två rader.[en punkt][en till]',
      'Anna Ek, Ordförande',
    ]);
    expect(textOf(partOf(filled, 'word/header1.xml'))).toContain('Nr TSN 2023/112');
  });

  it('to begin with shows all of any paper, with its headings as headings, and is the same bytes each time', async () => {
    const template = await docxOf(starterTemplate);
    for (const kind of FORM_KINDS)
      expect(checkTemplate(template, kind)).toEqual({ faults: [], leavesOut: [] });
    const filled = fillTemplate(template, everyPart);
    // A table of Word's has as many columns as it was drawn with, so that rows are lines.
    expect(outOfOrder(textOf(partOf(filled)), IN_ORDER)).toBeUndefined();
    expect(partOf(filled).match(/"Heading[123]"/g)).toHaveLength(4);
    expect(textOf(partOf(filled))).not.toMatch(/[{}]/);
    expect(Buffer.from(fillTemplate(template, everyPart)).equals(Buffer.from(filled))).toBe(true);
  });

  it.each([
    ['tags', '{rubrik} {{avsandare}} {@rubrik} {#delar}{/delar} {=[[ ]]=} [[nummer]]'],
    ['markup', '</w:t></w:r></w:p><w:br/> &amp; ]]> <!-- --> <w:altChunk r:id="rId1"/>'],
    [
      'fields',
      '{ INCLUDETEXT "/etc/passwd" } { DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" } =HYPERLINK("http://x")',
    ],
    ['names of every object', '{constructor} {__proto__} {toString} ${7*7} <%= 7*7 %> $& $1 \\u0041'],
  ])('shows %s that somebody wrote as text', (_, written) => {
    const template = templateWith([
      '{rubrik}',
      '{#delar}',
      '{#block}',
      '{#stycke}{text}{/stycke}',
      '{/block}',
      '{/delar}',
    ]);
    const filled = fillTemplate(template, {
      ...paper,
      title: written,
      blocks: [part('summary'), text(written)],
    });
    expect(linesOf(filled)).toEqual([written, written]);
    expect(XMLValidator.validate(partOf(filled))).toBe(true);
    expect(partOf(filled)).not.toMatch(/<w:(instrText|fldSimple|hyperlink|altChunk)/);
  });

  it('is filled in with texts of any signs', () => {
    let seed = 20_261_128;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const sign = () =>
      String.fromCodePoint([random(0x300), random(0x3000), random(0xd800), random(0x110000)][random(4)]!);
    const blocks = Array.from({ length: 300 }, () => text(Array.from({ length: 40 }, sign).join('')));
    const template = templateWith([
      '{#delar}',
      '{#block}',
      '{#stycke}{text}{/stycke}',
      '{/block}',
      '{/delar}',
    ]);
    const filled = fillTemplate(template, { ...paper, blocks: [part('summary'), ...blocks] });
    expect(XMLValidator.validate(partOf(filled))).toBe(true);
  });

  it('tells everything that is wrong with it at once: which tag, where, and what may stand there', () => {
    const broken = templateWith(['{rubrik', '{#delar}', 'slut}', '{okänd}'], { header: '{nummer' });
    const { faults } = checkTemplate(broken, 'staff-report');
    expect(faults.map(({ fault, place, tag }) => [fault, place, tag])).toEqual([
      ['unclosed_tag', 'header1', '{nummer'],
      ['unclosed_tag', 'document', '{rubrik'],
      ['unopened_tag', 'document', '}slut'],
      ['unclosed_loop', 'document', 'delar'],
      ['unknown-tag', 'document', '{okänd}'],
    ]);
  });

  it('knows a tag where it stands: what is of a part alone is nothing outside it', () => {
    const { faults } = checkTemplate(
      templateWith([
        '{text}',
        '{#delar}',
        '{rubrik} {avsandare} {namn}',
        '{/delar}',
        '{constructor}',
        '{__proto__}',
      ]),
      'statement',
    );
    expect(faults.map(({ tag }) => tag)).toEqual(['{text}', '{namn}', '{constructor}', '{__proto__}']);
    expect(faults[1]!.known).toEqual(['rubrik', 'block']);
  });

  it('tells of a loop that stands where a value belongs, and takes a value as a condition', () => {
    const lines = [
      '{delar}',
      '{#delar}',
      '{#rubrik}{rubrik}{/rubrik} {block}',
      '{/delar}',
      '{^till}Ingen{/till}',
    ];
    const { faults } = checkTemplate(templateWith(lines, { header: '{sidfot}' }), 'statement');
    expect(faults.map(({ fault, place, tag }) => [fault, place, tag])).toEqual([
      ['loop-as-value', 'header1', '{sidfot}'],
      ['loop-as-value', 'document', '{delar}'],
      ['loop-as-value', 'document', '{block}'],
    ]);
    expect(faults[1]!.known).toEqual(['#delar', '/delar']);
  });

  it('has no loop within another but those of what that one shows: else a few tags would be more text than fits', () => {
    const within = (...lines: string[]) =>
      checkTemplate(templateWith(['{#delar}', ...lines, '{/delar}']), 'statement').faults.map(
        ({ fault, place, tag, known }) => [fault, place, tag, known],
      );
    const nested = '{#delar}'.repeat(9) + '{rubrik}' + '{/delar}'.repeat(9);
    expect(within(nested)).toEqual([['outer-loop', 'document', '{#delar}', ['#block']]]);
    expect(within('{#block}{#satser}{#underskrifter}{namn}{/underskrifter}{/satser}{/block}')).toEqual([
      ['outer-loop', 'document', '{#underskrifter}', []],
    ]);
    expect(within('{#nummer}{nummer} {#delar}{rubrik}{/delar}{/nummer}')).toHaveLength(1);
    expect(within('{^till}{#delar}{rubrik}{/delar}{/till}')).toHaveLength(1);
    expect(
      within('{#nummer}{nummer}{/nummer}{^till}Ingen{/till}{#block}{#stycke}{text}{/stycke}{/block}'),
    ).toEqual([]);
  });

  it('puts in no code, and lets its tags begin with no other signs', () => {
    const { faults } = checkTemplate(templateWith(['{@rubrik}', '{=[[ ]]=}', '{nummer}']), 'statement');
    expect(faults.map(({ fault, tag }) => [fault, tag])).toEqual([
      ['raw-tag', '{rubrik}'],
      ['unknown-tag', '{=[[ ]]=}'],
    ]);
  });

  it('says which parts of such papers it does not show', () => {
    const { leavesOut } = checkTemplate(
      templateWith(['{#fragor}{rubrik}{/fragor}', '{#handlingar}{rubrik}{/handlingar}']),
      'referral-letter',
    );
    expect(leavesOut).toEqual(['consultees']);
  });
});
