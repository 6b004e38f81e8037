import { done, given, TODAY } from '../support/given.js';
import { publishing } from '../support/published.js';
import type { Service } from '../support/service.js';
import { listOf, parts, textOf } from './large-texts.js';

/** A text of so many characters, no two words alike. */
const text = (length: number) => textOf(parts['words']!, length * 2).slice(0, length - 1);

/** Records as large as they may be, and many of them; the ids of the largest, by collection. */
export async function largeRecords(service: Service): Promise<Record<string, string>> {
  const { consultation, referralCase, meeting, step } = given(service);
  const as = (persona: string) => service.as(persona);
  const { id } = await consultation('drafting', {
    title: text(300),
    letter: text(50_000),
    questions: listOf(100, () => ({ text: text(2000) })),
    consultees: [{ body: 'TSN' }, ...listOf(90, (n) => ({ name: `Förening ${n} ${text(150)}` }))],
  });
  for (const version of [1, 2])
    await done(
      as('tsn-handlaggare').put(`/consultations/${id}/statement`, largeStatement, { ifMatch: version }),
    );
  for (let n = 0; n < 100; n++)
    await done(as('tsn-handlaggare').post(`/consultations/${id}/messages`, { text: text(10_000) }));
  await step('tsn-handlaggare', id, 'submit');
  await step('tsn-chef', id, 'approve');
  await meeting();
  await step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
  const dissents = listOf(20, () => ({ by: text(200), text: text(20_000) }));
  await step('tsn-sekreterare', id, 'decide', {
    outcome: 'as-proposed',
    section: '84',
    specialStatements: dissents,
  });
  await step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
  await step('tsn-sekreterare', id, 'forward');
  const received = await step('ks-registrator', id, 'acknowledge');
  await publishing(service).publishStatement(received);
  for (let n = 0; n < 100; n++)
    await referralCase({ title: `${n} ${text(290)}`, relatedCases: listOf(50, (m) => `KS 1999/${n}${m}`) });
  const { caseId, referralId } = received;
  return { consultations: id, referrals: referralId as string, cases: caseId as string };
}

/** A whole body of them, as `SaveStatementBody` allows. */
const largeStatement = {
  title: text(500),
  summary: text(90_000),
  matter: text(90_000),
  assessment: text(90_000),
  clauses: listOf(100, () => ({ text: text(1000) })),
  basis: listOf(100, () => ({ title: text(500) })),
  recipients: [{ body: 'KS' }],
  answers: listOf(100, (n) => ({ question: n + 1, text: text(500) })),
  remarks: listOf(1000, () => ({ passage: text(50), text: text(70) })),
  sections: listOf(10, () => ({ heading: text(500), text: text(10_000) })),
  found: listOf(100, () => ({ fact: 'related-case', text: text(500) })),
};
