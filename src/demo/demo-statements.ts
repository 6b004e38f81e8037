import type { Json } from './demo-client.js';

/** What a board thinks of a proposal. */
interface Opinion {
  readonly stance: 'supports' | 'supports-with-comments';
  readonly summary: string;
  readonly assessment: string;
  readonly answers?: readonly string[];
  readonly remarks?: readonly object[];
}

const GOALS = 'Remiss, Hållbarhetsmål 2024-2040';
const STRATEGY = 'Internremiss, Strategi för social hållbarhet 2024-2030';

/** By the referral's title and the board. */
const OPINIONS: Readonly<Record<string, Readonly<Record<string, Opinion>>>> = {
  [GOALS]: {
    TSN: {
      stance: 'supports-with-comments',
      summary:
        'Nämnden tillstyrker förslaget. Målet om giftfria material behöver ett mått som går att följa.',
      assessment:
        'Målen ger en gemensam riktning för kommunens fastigheter, gator och parker. För målet om giftfria material finns i dag inga samlade uppgifter, så det kan inte följas upp som det är skrivet.',
      remarks: [
        {
          passage: 'Mål 4. Alla material i kommunens byggnader är giftfria 2035.',
          text: 'Det går inte att mäta för byggnader som redan finns.',
          proposal: 'Alla material som kommunen bygger in från 2027 är giftfria.',
        },
      ],
    },
    BIN: {
      stance: 'supports',
      summary: 'Nämnden tillstyrker förslaget. Målen stämmer med skolans uppdrag.',
      assessment: 'Målen kan tas in i nämndens verksamhetsplan utan ändringar.',
    },
    SN: {
      stance: 'supports-with-comments',
      summary: 'Nämnden ser positivt på förslaget, och vill att målen följs upp per stadsdel.',
      assessment: 'Skillnaderna i hälsa är större inom kommunen än mellan kommuner.',
    },
  },
  [STRATEGY]: {
    BIN: {
      stance: 'supports-with-comments',
      summary: 'Nämnden tillstyrker strategin. Barnens egna synpunkter bör synas tydligare.',
      assessment: 'Utvecklingsområdena är relevanta. Hur barn och unga har hörts framgår inte av förslaget.',
      answers: ['Ja, framför allt området Utbildning och sysselsättning.'],
    },
    SN: {
      stance: 'supports',
      summary: 'Nämnden tillstyrker strategin.',
      assessment: 'Strategin gör det lättare att arbeta förebyggande tillsammans med andra nämnder.',
      answers: ['Ja. Området Stöd och relationer genom livet är nämndens viktigaste.'],
      remarks: [
        {
          passage: 'Meningsfull fritid och goda levnadsvanor',
          text: 'Stödet till föreningar som når dem som inte redan är med bör nämnas.',
        },
      ],
    },
  },
};

/** Whether a board answers with the real staff report. */
export const hasRealReport = ({ title, consultee }: Json): boolean =>
  title === STRATEGY && consultee === 'TSN';

/** A short statement in the board's own words; undefined for one that has not begun to write. */
export function demoStatement({ title, consultee }: Json, today: string): object | undefined {
  const opinion = OPINIONS[String(title)]?.[String(consultee)];
  if (!opinion) return undefined;
  const { answers = [], ...texts } = opinion;
  const comments = opinion.stance === 'supports' ? '' : ' med de synpunkter som framgår av yttrandet';
  return {
    ...texts,
    title,
    matter: 'Kommunstyrelsen har remitterat förslaget till nämnderna.',
    clauses: [
      { text: `att tillstyrka förslaget${comments}` },
      { text: 'att översända yttrandet till kommunstyrelsen.' },
    ],
    basis: [{ title: `Denna tjänsteskrivelse, ${today}` }],
    recipients: [{ body: 'KS' }],
    answers: answers.map((text, index) => ({ question: index + 1, text })),
  };
}
