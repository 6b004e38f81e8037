import { done, given, type Answer } from '../support/given.js';
import type { Thing } from './kinds.js';
import type { Marks } from './marks.js';
import { draftWith, packetDocument } from './packets.js';
import type { AsWhom } from './people.js';
import { inDetailOnly, markConfidential, ON_THE_LIST, suffixOf, type Confidential } from './secrets.js';
import { isAssigned, isForwarded, isRegistered, REACHED, workAtTsn, type Reached } from './work-at-tsn.js';

/** A case with one referral to TSN and BIN. */
interface Round {
  readonly tsn: Reached;
  readonly binRegisters?: true;
  readonly officer?: string;
  /** Consulted too, by name. */
  readonly outsider?: string;
  /** The compilation is shared, without what TSN says. */
  readonly shared?: true;
  /** What of it is marked, when all else is done. */
  readonly confidential?: Confidential;
  /** By the body whose it is, and not by the other. */
  readonly alone?: true;
}

const ROUNDS: readonly Round[] = [
  ...REACHED.map((tsn) => ({ tsn })),
  { tsn: 'registered', binRegisters: true },
  { tsn: 'drafting', officer: 'flyttad-till-bin' },
  { tsn: 'sent', outsider: 'Region Exempel' },
  { tsn: 'forwarded', shared: true },
  { tsn: 'forwarded', confidential: 'case' },
  { tsn: 'drafting', confidential: 'referral' },
  { tsn: 'forwarded', confidential: 'statement' },
  { tsn: 'registered', confidential: 'document' },
  { tsn: 'drafting', confidential: 'case', alone: true },
  { tsn: 'forwarded', confidential: 'statement', alone: true },
];

/** Cases in which KS asks, with all that belongs to them, in every situation there is; and what is confidential. */
export async function buildMatters(as: AsWhom, marks: Marks) {
  const rounds: Awaited<ReturnType<typeof build>>[] = [];
  for (const some of fewAtATime(ROUNDS))
    rounds.push(...(await Promise.all(some.map((round) => build(as, marks, round)))));
  return {
    things: rounds.flatMap(({ things }) => things),
    marked: rounds.flatMap(({ marked }) => marked ?? []),
  };
}

const AT_A_TIME = 4;

/** All at once they wait for each other's connections until the service says that it is busy, on a slow machine. */
const fewAtATime = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / AT_A_TIME) }, (_, index) =>
    items.slice(index * AT_A_TIME, (index + 1) * AT_A_TIME),
  );

async function build(as: AsWhom, marks: Marks, round: Round) {
  const asked = await ask(as, marks, round);
  const answered = await answer(as, marks, round, asked);
  const names = { ...asked.names, statement: answered[0]!.names['id']! };
  return {
    things: [...asked.things, ...answered],
    marked: round.confidential && (await markConfidential(as, round.confidential, names, round.alone)),
  };
}

interface Asked {
  readonly things: readonly Thing[];
  readonly sent: Answer;
  readonly names: Readonly<Record<'case' | 'referral' | 'document', string>>;
  readonly word: Pick<Thing, 'word' | 'isNamedInDetailOnly'>;
}

/** A case, its referral and its packet. */
async function ask(as: AsWhom, marks: Marks, round: Round): Promise<Asked> {
  const situations = situationsOf(round);
  const word = marks.plant('case', situations.case);
  const referralCase = await given({ as }).referralCase({ title: `Ärende ${word}` });
  const packet = await packetDocument(as, marks, situations.packet);
  const asks = marks.plant('referral', situations.referral);
  const consultees = [
    { body: 'TSN' },
    { body: 'BIN' },
    ...(round.outsider ? [{ name: round.outsider }] : []),
  ];
  const { id, version } = await draftWith(as, referralCase, packet, { consultees, title: `Remiss ${asks}` });
  const sent = await done(as('ks-registrator').post(`/referrals/${id}/send`, {}, { ifMatch: version }));
  const document = packet.names['id']!;
  const { case: caseHas, matter: matterHas, document: documentHas } = inDetailOnly(round.confidential);
  return {
    things: [
      {
        kind: 'case',
        situation: situations.case,
        names: { id: referralCase.id },
        issuer: 'KS',
        word,
        ...caseHas,
      },
      {
        kind: 'referral',
        situation: situations.referral,
        names: { id, documentId: document },
        issuer: 'KS',
        within: [referralCase.id],
      },
      { ...packet, within: [id], ...documentHas },
    ],
    sent,
    names: { case: referralCase.id, referral: id, document },
    word: { word: asks, ...matterHas },
  };
}

/** What TSN and BIN do with it. */
async function answer(as: AsWhom, marks: Marks, round: Round, { sent, word }: Asked): Promise<Thing[]> {
  const { tsn, binRegisters, officer = 'tsn-handlaggare', outsider, confidential } = round;
  const situations = situationsOf(round);
  const build = given({ as });
  const { id } = await build.consultationOf('tsn-registrator', sent, 'TSN');
  const { id: binId } = await build.consultationOf('bin-registrator', sent, 'BIN');
  if (tsn === 'registered' || confidential === 'case') await talk(as, marks, id, situations);
  const way = { as, marks, id, officer, to: tsn, situation: situations.tsn, appendix: situations.appendix };
  const appendix = await workAtTsn(way, sent);
  if (round.shared) await share(as, sent.id, id);
  if (binRegisters) await build.step('bin-registrator', binId, 'register');
  const consultation = (situation: string, itsId: string, parties: Partial<Thing>): Thing => ({
    kind: 'consultation',
    situation,
    names: { id: itsId, version: '1' },
    issuer: 'KS',
    officer: null,
    within: [sent['caseId'] as string],
    ...word,
    ...parties,
  });
  const tsns = { consultee: 'TSN', officer: isAssigned(tsn) ? officer : null };
  const other = outsider && (await build.consultationOf('ks-registrator', sent, outsider));
  return [
    consultation(situations.tsn, id, {
      ...tsns,
      ...(confidential === 'statement' && {
        onlyFor: round.alone ? ['KS staff', ...ON_THE_LIST] : ON_THE_LIST,
      }),
    }),
    consultation(situations.bin, binId, { consultee: 'BIN' }),
    ...(round.shared
      ? [{ kind: 'compilation', situation: 'shared', names: { id: sent.id, version: '1' } } as const]
      : []),
    ...(appendix ? [{ ...appendix, ...inDetailOnly(confidential).statement }] : []),
    ...(other ? [consultation('outside', other.id, { consultee: null })] : []),
  ];
}

const share = (as: AsWhom, referralId: string, tsn: string) =>
  done(
    as('ks-registrator').post(
      `/referrals/${referralId}/share-compilation`,
      { leaveOut: [tsn] },
      { ifMatch: '*' },
    ),
  );

/** What both sides see, and nobody else. */
async function talk(as: AsWhom, marks: Marks, id: string, { extension, tsn }: Situations): Promise<void> {
  const asked = { until: '2027-01-08', reason: marks.plant('extension', extension) };
  await done(as('tsn-registrator').post(`/consultations/${id}/extensions`, asked));
  const message = { text: marks.plant('messages', tsn) };
  const place = `/consultations/${id}/messages`;
  await done(as('ks-handlaggare').post(place, message));
  const wrong = await done(as('ks-handlaggare').post(place, { text: 'Till fel nämnd.' }));
  await done(as('ks-handlaggare').post(`${place}/${wrong.id}/withdraw`, { reason: 'Fel nämnd' }));
}

type Situations = ReturnType<typeof situationsOf>;

/** What the tables call all of it, when the round is done. */
function situationsOf({ tsn, binRegisters, shared, confidential, alone }: Round) {
  const registered = `${binRegisters ? 'both' : isRegistered(tsn) ? 'TSN' : 'none'} registered`;
  const isKept = confidential === 'case' || confidential === 'referral';
  const suffix = confidential ? suffixOf(confidential, alone) : '';
  const kept = isKept ? suffix : '';
  const told = shared ? ', shared' : '';
  const bin = binRegisters ? 'registered' : tsn === 'no-reply' || tsn === 'withdrawn' ? tsn : 'sent';
  const appendix = isForwarded(tsn) ? 'TSN, dispatched' : 'TSN, under a draft statement';
  return {
    case:
      { case: `KS${kept}`, referral: 'KS, with a confidential referral' }[confidential as string] ??
      `KS, sent, ${registered}`,
    referral: isKept ? kept.slice(2) : `sent, ${registered}`,
    packet: isKept
      ? `KS, sent${kept}`
      : confidential === 'document'
        ? 'KS, sent, itself confidential'
        : `KS, in a sent packet, ${registered}`,
    tsn: `TSN ${tsn}${told}${confidential === 'statement' ? suffix.replace(',', ', statement') : kept}`,
    bin: `BIN ${bin}${told}${kept}`,
    extension: `TSN${kept}`,
    appendix: `${appendix}${isKept || confidential === 'statement' ? suffix : ''}`,
  };
}
