import { filled, type Fact, type Paper } from '../papers/paper.js';
import { heading, inWords, part, points, text } from '../papers/parts.js';
import type { ReferralView } from './referrals.dto.js';

/** The letter that asks (*remissmissiv*), with its questions, what is enclosed and who is asked. */
export function referralLetterPaper(referral: ReferralView, names: ReadonlyMap<string, string>): Paper {
  const { letter, questions, documents, consultees, replyBy, sentOn, decidedBy } = referral;
  const issuer = names.get(referral.issuer) ?? referral.issuer;
  const facts: (Fact | null)[] = [
    sentOn === null ? null : { fact: 'day', label: 'Datum', value: inWords(sentOn) },
    { fact: 'ownNumber', label: 'Vårt ärendenummer', value: referral.caseNumber },
    replyBy === null ? null : { fact: 'lastDay', label: 'Svar senast', value: inWords(replyBy) },
  ];
  return {
    language: 'sv',
    name: 'Remissmissiv',
    title: referral.title,
    sender: issuer,
    to: [],
    number: referral.caseNumber,
    facts: facts.filter((fact) => fact !== null),
    blocks: filled([
      text(letter ?? ''),
      decidedBy === null
        ? null
        : text(
            `Remissen är beslutad av ${names.get(decidedBy.body) ?? decidedBy.body} den ${inWords(decidedBy.date)}, § ${decidedBy.section}.`,
          ),
      part('questions'),
      ...questions.flatMap((question, at) => [heading(`Fråga ${at + 1}`, 3), text(question.text)]),
      part('documents'),
      points(documents.map(({ title }) => title ?? 'Sekretessbelagd handling')),
      part('consultees'),
      points(consultees.map(({ name, body }) => name ?? body ?? '')),
    ]),
    foot: [issuer],
    writtenAt: referral.sentAt ?? `${replyBy ?? '2000-01-01'}T12:00:00.000Z`,
  };
}
