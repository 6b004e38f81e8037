import { describe, expect, it } from '@jest/globals';
import { consultationLifecycle } from '../../src/rules/consultation-lifecycle.js';
import type { ConsultationFacts } from '../../src/rules/consultation-rules.js';
import type { ConsultationState } from '../../src/rules/consultation-states.js';
import type { Step } from '../../src/rules/lifecycle.js';
import { adviceOn, hindersSubmitting, type Asked } from '../../src/statements/advice.js';
import { emptyStatement, type StatementContent } from '../../src/statements/statement.js';

const sound: StatementContent = {
  ...emptyStatement,
  title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
  summary: 'Nämnden ser positivt på strategin.',
  clauses: [{ text: 'att tillstyrka remissversionen med de synpunkter som framgår av yttrandet' }],
  basis: [{ title: 'Tjänsteskrivelse 2026-10-20' }],
  recipients: [{ body: 'KS' }],
  answers: [{ question: 1, text: 'Ja.' }],
};
const words = (number: number) => `${'ord '.repeat(number - 1)}slut.`;
const advised = (changed: Partial<StatementContent>, asked: Partial<Asked> = {}) =>
  adviceOn({ ...sound, ...changed }, { questions: 1, headings: [], ...asked }).map(({ code, pointer }) => [
    code,
    pointer,
  ]);

describe('advice while writing', () => {
  it('is none on what is sound, nor on what nothing is written in', () => {
    expect(advised({})).toEqual([]);
    expect(adviceOn(emptyStatement, { questions: 3, headings: ['Barnperspektiv'] })).toEqual([]);
    expect(
      adviceOn({ ...emptyStatement, stance: 'supports' }, { questions: 3, headings: ['Barnperspektiv'] }),
    ).toEqual([]);
  });

  it('says of each thing that submitting refuses that it is needed', () => {
    const said = adviceOn({ ...emptyStatement, summary: 'Kort.' }, { questions: 0, headings: [] });
    const [{ when = [] }] = consultationLifecycle.submit as [Step<ConsultationState, ConsultationFacts>];
    const facts = { statementHasTitle: false, statementClauses: 0, statementRecipients: 0 };
    const refused = when.filter((rule) => !rule.holds(facts as ConsultationFacts));
    expect(refused).toHaveLength(when.length);
    expect(said.filter(hindersSubmitting)).toHaveLength(refused.length);
    for (const { detail } of said.filter(hindersSubmitting))
      expect(detail.sv).toContain('för att lämna yttrandet');
  });

  // prettier-ignore
  it.each<[string, Partial<StatementContent>, string, string]>([
    ['a clause that refers to a proposal', { clauses: [{ text: 'att yttra sig i enlighet med förvaltningens förslag' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['one that refers to what somebody has written', { clauses: [{ text: 'att svara i enlighet med tekniska serviceförvaltningens tjänsteskrivelse' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['one that refers to an appendix', { clauses: [{ text: 'att svara i enlighet med bilaga 1' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['the second clause', { clauses: [...sound.clauses, { text: 'att besluta enligt föreliggande förslag' }] }, 'clause-not-independent', '/clauses/1/text'],
    ['one that refers to what stands above it', { clauses: [{ text: 'att yttra sig enligt ovan' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['one that refers to what stands below it', { clauses: [{ text: 'att lämna nedanstående synpunkter' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['one that refers to the proposal', { clauses: [{ text: 'att besluta enligt förslaget' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['one that does as is proposed', { clauses: [{ text: 'att svara i linje med förvaltningens förslag' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['one that does not say what is approved', { clauses: [...sound.clauses, { text: 'att skicka det till kommunstyrelsen' }] }, 'clause-not-independent', '/clauses/1/text'],
    ['one that only points to it', { clauses: [{ text: 'att ställa sig bakom detta.' }] }, 'clause-not-independent', '/clauses/0/text'],
    ['an undated document', { basis: [{ title: 'Denna tjänsteskrivelse' }] }, 'undated-basis', '/basis/0/title'],
    ['the second document', { basis: [...sound.basis, { title: 'Remissversion 2024-2030' }] }, 'undated-basis', '/basis/1/title'],
    ['a summary that repeats a clause', { summary: 'Nämnden föreslås besluta att tillstyrka remissversionen, med de synpunkter som framgår av yttrandet.' }, 'proposal-in-summary', '/summary'],
    ['a person in the title', { title: 'Yttrande om klagomål från Anna Andersson' }, 'name-in-title', '/title'],
    ['one whose first name few have', { title: 'Yttrande om klagomål från Xerxes Anderssons ombud' }, 'name-in-title', '/title'],
    ['one by surname first', { title: 'Yttrande angående Essen, Anna' }, 'name-in-title', '/title'],
    ['one with a particle', { title: 'Bygglov för Anna von Essen' }, 'name-in-title', '/title'],
    ['no title', { title: ' ' }, 'no-title', '/title'],
    ['no clause', { clauses: [] }, 'no-clause', '/clauses/0/text'],
    ['no recipient', { recipients: [] }, 'no-recipient', '/recipients'],
    ['an unanswered question', { answers: [] }, 'unanswered-question', '/answers/0/text'],
    ['a blank answer', { answers: [{ question: 1, text: '  ' }] }, 'unanswered-question', '/answers/0/text'],
    ['a sentence of 41 words in the summary', { summary: words(41) }, 'long-sentence', '/summary'],
    ['one in the matter', { matter: `Kort. ${words(50)}` }, 'long-sentence', '/matter'],
    ['one in the assessment', { assessment: words(60) }, 'long-sentence', '/assessment'],
    ['a sign that no font has', { assessment: 'Bra 漢 och 漢.' }, 'sign-without-font', '/assessment'],
    ['one in a clause', { clauses: [{ text: 'att säga ja \u{1F9A9}' }] }, 'sign-without-font', '/clauses/0/text'],
    ['one in a section', { sections: [{ heading: 'Ekonomi', text: 'Kort.' }, { heading: 'Barn', text: words(41) }] }, 'long-sentence', '/sections/1/text'],
    ['one in an answer', { answers: [{ question: 1, text: words(41) }] }, 'long-sentence', '/answers/0/text'],
    ['one in a remark', { remarks: [{ passage: 'Avsnitt 2', text: words(41) }] }, 'long-sentence', '/remarks/0/text'],
  ])('is given on %s', (_, changed, code, pointer) => {
    expect(advised(changed)).toEqual([[code, pointer]]);
  });

  // prettier-ignore
  it.each<[string, Partial<StatementContent>]>([
    ['a date in words', { basis: [{ title: 'Tjänsteskrivelse den 20 oktober 2026' }] }],
    ['a street that is called for somebody', { title: 'Detaljplan för Annas väg och Karl den stores gata' }],
    ['a clause that names what it decides', { clauses: [{ text: 'att anta det förslag till taxa som daterats 2026-10-20, att gälla det år då den beslutas' }, { text: 'att den upphör den 1 januari' }] }],
    ['a company in the title', { title: 'Samråd med Ericsson AB, Region Skåne och Kalle Anka' }],
    ['a short clause that stands in the summary', { clauses: [{ text: 'att avstyrka förslaget' }], summary: 'Att avstyrka förslaget är skäligt.' }],
    ['a clause that follows a law', { clauses: [{ text: 'att anta detaljplanen i enlighet med 5 kap. 27 § plan- och bygglagen' }] }],
    ['bullets of Word, and letters of other alphabets', { matter: '\uf0b7 punkt\n\uf0b7 Łódź, Ελλάδα, Київ' }],
    ['a table', { matter: `| ${'ord '.repeat(30)}| Vad. Hur. ${'ord '.repeat(41)}|` }],
    ['40 words', { summary: words(40) }],
    ['a list in lines', { matter: Array.from({ length: 60 }, () => '- en punkt').join('\n') }],
  ])('is not given on %s', (_, changed) => {
    expect(advised(changed)).toEqual([]);
  });

  it('is soon given, however much is written', () => {
    const summary = 'a'.repeat(1_000_000);
    const clauses = Array.from({ length: 2000 }, (_, at) => ({ text: `att ${'a '.repeat(200)}${at}` }));
    const took = (content: Partial<StatementContent>) => {
      const began = performance.now();
      advised(content);
      return performance.now() - began;
    };
    const most = took({ summary: summary.slice(0, 100_000), clauses: clauses.slice(0, 100) });
    expect(took({ summary, clauses })).toBeLessThan(10 * most + 200);
  });

  it('names each heading of the body’s form under which nothing stands', () => {
    const headings = ['Barnperspektiv', 'Ekonomiska konsekvenser'];
    expect(advised({}, { headings })).toEqual([
      ['missing-heading', '/sections/0/heading'],
      ['missing-heading', '/sections/0/heading'],
    ]);
    const sections = [
      { heading: '3. BARNPERSPEKTIV', text: 'Barn berörs inte.' },
      { heading: 'Ekonomiska konsekvenser', text: ' ' },
    ];
    expect(advised({ sections }, { headings })).toEqual([['missing-heading', '/sections/1/text']]);
    const [said] = adviceOn(sound, { questions: 1, headings });
    expect(said!.detail.sv).toContain('”Barnperspektiv”');
  });

  it('names every question without an answer', () => {
    expect(advised({}, { questions: 3 }).map(([, pointer]) => pointer)).toEqual([
      '/answers/1/text',
      '/answers/2/text',
    ]);
  });

  it('says it in both languages, with what it is about', () => {
    const [advice] = adviceOn(
      { ...sound, basis: [{ title: 'Denna tjänsteskrivelse' }] },
      { questions: 1, headings: [] },
    );
    expect(advice!.detail.sv).toBe('Beslutsunderlag 1 saknar datum: ”Denna tjänsteskrivelse”.');
    expect(advice!.detail.en).toContain('Denna tjänsteskrivelse');
  });
});
