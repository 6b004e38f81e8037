import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { OmitType } from '@nestjs/swagger';
import { DisposeDocuments, type NotYetDue } from '../../archive/retention/dispose-documents.js';
import { KeepRetentionRules } from '../../archive/retention/keep-retention-rules.js';
import {
  DISPOSABLE_KINDS,
  DisposeBody,
  RetentionRuleBody,
  type DisposableKind,
  type DueDocumentView,
  type RetentionRuleView,
} from '../../archive/retention/retention.dto.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { WriteBody } from '../../http/write.dto.js';
import { Day } from '../../markup/day.js';
import { NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { bodyPage, TableOr, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { leadingTo } from './groups-section.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsVerb } from './settings-form.js';

const RETENTION = `${ADMINISTRATION}/gallring`;
/** So many are disposed of in one step. */
const AT_ONCE = 100;
const KINDS: Readonly<Record<DisposableKind, Texts>> = {
  proposal: t('Förslag', 'Proposal'),
  attachment: t('Bilaga', 'Attachment'),
  'staff-report': t('Tjänsteskrivelse', 'Staff report'),
  reply: t('Svar', 'Reply'),
  other: t('Annan handling', 'Other document'),
};
const T = {
  rules: t('Gallringsbeslut', 'Decisions to dispose'),
  due: t('Får gallras nu', 'May be disposed of now'),
  kind: t('Handlingstyp', 'Kind of document'),
  years: t('Gallras efter', 'Disposed of after'),
  inYears: t('år', 'years'),
  decision: t('Beslut', 'Decision'),
  act: t('Ta bort', 'Remove'),
  disposed: t('Handlingarna gallrades.', 'The documents were disposed of.'),
  remove: t('Ta bort', 'Remove'),
  document: t('Handling', 'Document'),
  cases: t('Ärende', 'Case'),
  archived: t('Arkivpaket', 'Archive package'),
  archivedFirst: t('Ska vara hämtat först', 'Has to be fetched first'),
  notArchived: t('Behövs inte', 'Not needed'),
  notYet: t(
    'Besluten gäller också handlingar som inte får gallras nu:',
    'The decisions are also about documents that may not be disposed of now:',
  ),
  oldest: t(
    'Av varje typ räknas de 1 000 som lades in först.',
    'Of each kind the 1,000 that were entered first are counted.',
  ),
  open: t('i ärenden som inte är avslutade', 'in cases that are not closed'),
  later: t('vars tid inte har gått ut', 'whose time has not passed'),
  first: t('den första', 'the first'),
  unarchived: t(
    'vars ärende först behöver ett arkivpaket som är hämtat',
    'whose case first needs an archive package that has been fetched',
  ),
  kept: t(
    'som har expedierats eller kommit till ett annat organ, och därför bevaras',
    'that were dispatched or have come to another body, and so are kept',
  ),
  since: t('Sedan', 'Since'),
  hidden: t('Sekretessmarkerad handling', 'Confidential document'),
  noRules: t('Allt bevaras', 'Everything is kept'),
  noRulesLead: t(
    'Organet har inget gallringsbeslut här. En handlingstyp utan beslut bevaras.',
    'The body has entered no decision here. A kind of document without one is kept.',
  ),
  nothingDue: t('Inget får gallras nu', 'Nothing may be disposed of now'),
  chooseOne: t('Välj minst en handling', 'Choose at least one document'),
  more: t(
    'De 100 första visas. Gallra dem, så visas fler.',
    'The first 100 are shown. Dispose of them to see more.',
  ),
};

interface Seen {
  readonly body: string;
  readonly language: Language;
  readonly due: readonly DueDocumentView[];
  readonly rule?: RetentionRuleView;
}

class RuleRemoval extends OmitType(WriteBody, []) {}

const maySet = ({ actor }: Reader, { body }: Seen): boolean => permits(actor, 'body.set-retention', { body });
const titleOf = ({ title }: DueDocumentView, language: Language): string => title ?? T.hidden[language];

/** What a body has decided to dispose of, and what may be disposed of now. */
@Injectable()
export class RetentionSection implements Section {
  readonly path = 'gallring';
  readonly title = t('Gallring', 'Disposal');
  readonly about = t(
    'Gallringsbeslut per handlingstyp, och vilka handlingar som får gallras nu.',
    'Decisions to dispose by kind of document, and which documents may be disposed of now.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'body.read-retention');

  constructor(
    private readonly rules: KeepRetentionRules,
    private readonly disposing: DisposeDocuments,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {}

  async at(asked: Asked, body?: string, part?: string, form?: string): Promise<AtAddress> {
    if (body === undefined) return { page: await this.list(asked) };
    const { reader, caller } = asked;
    const { language } = reader;
    const back = `${RETENTION}?namnd=${encodeURIComponent(body)}`;
    const names = await this.names.of([body]);
    const way = wayTo(this, reader, [names.get(body) ?? body, back]);
    const path = below(RETENTION, body);
    const { items } = await this.disposing.due(caller, body, pageOf(AT_ONCE));
    const seen: Seen = { body, language, due: items };
    if (part === undefined) throw new NotFound();
    if (form === undefined)
      return { form: leadingTo(back, formAt([this.add, this.dispose], part, reader, { seen, path, way })) };
    const { items: rules } = await this.rules.list(caller, body, pageOf(DISPOSABLE_KINDS.length));
    const rule = rules.find(({ kind }) => kind === part);
    if (!rule) throw new NotFound();
    const record = { seen: { ...seen, rule }, path: below(path, part), way };
    return { form: leadingTo(back, formAt([this.remove], form, reader, record)) };
  }

  private readonly add: SettingsVerb<Seen> = {
    path: 'nytt-beslut',
    words: t('Lägg in ett gallringsbeslut', 'Enter a decision to dispose'),
    isOpen: maySet,
    form: ({ language }, { body }) => ({
      lead: t(
        'Inget gallras av det: beslutet säger vad som får gallras och när. Missiv, yttranden och protokollsutdrag bevaras alltid.',
        'Nothing is disposed of by that: the decision says what may be and when. Letters, statements and extracts are always kept.',
      )[language],
      body: RetentionRuleBody,
      fields: [
        {
          name: 'kind',
          kind: 'choice',
          label: T.kind,
          options: DISPOSABLE_KINDS.map((kind) => [kind, KINDS[kind][language]] as const),
        },
        {
          name: 'years',
          kind: 'number',
          label: t('Antal år efter att ärendet avslutades', 'Years after its case was closed'),
          hint: t(
            'För en handling som kom in senare, eller inte hör till något ärende, räknas åren från att den lades in.',
            'For a document that came later, or belongs to no case, the years run from when it was entered.',
          ),
        },
        {
          name: 'needsArchive',
          kind: 'yes',
          label: t(
            'Först när ärendet har ett arkivpaket',
            'Only when its case has been packed for an archive',
          ),
          now: true,
        },
        {
          name: 'decision',
          kind: 'line',
          label: t('Beslutet', 'The decision'),
          instead: t(
            'Ange beslutet, till exempel KF 2026-05-25 § 84',
            'Give the decision, such as KF 2026-05-25 § 84',
          ),
          hint: t('Till exempel KF 2026-05-25 § 84', 'Such as KF 2026-05-25 § 84'),
        },
        why,
      ],
      take: (caller, given: RetentionRuleBody) => this.rules.add(caller, body, given),
      says: t(
        'Gallringsbeslutet lades in. Inget har gallrats av det.',
        'The decision was entered. Nothing has been disposed of by that.',
      ),
    }),
  };

  private readonly remove: SettingsVerb<Seen> = {
    path: 'ta-bort',
    words: t('Ta bort gallringsbeslutet', 'Remove the decision'),
    isOpen: maySet,
    form: ({ language }, { body, rule }) => ({
      lead: `${KINDS[rule!.kind][language]}: ${rule!.decision}`,
      danger: t('Handlingstypen bevaras från och med nu.', 'That kind of document is kept from now on.')[
        language
      ],
      body: RuleRemoval,
      fields: [why],
      take: (caller) => this.rules.remove(caller, body, rule!.kind),
      says: t('Gallringsbeslutet togs bort.', 'The decision was removed.'),
    }),
  };

  private readonly dispose: SettingsVerb<Seen> = {
    path: 'gallra',
    words: t('Gallra', 'Dispose'),
    isOpen: ({ actor }, { body, due }) => due.length > 0 && permits(actor, 'body.dispose', { body }),
    form: ({ language }, { body, due }) => ({
      danger: t(
        'Filerna raderas för gott, också i arkivpaket som finns här. Vad handlingarna hette och när de gallrades står kvar.',
        'The files are deleted for good, also in archive packages that are here. What they were called and when stays.',
      )[language],
      body: DisposeBody,
      fields: [
        {
          name: 'documents',
          kind: 'several',
          label: T.due,
          because: { 'list-length': T.chooseOne, required: T.chooseOne },
          options: due.map((each) => [each.id, nameOf(each, language)] as const),
        },
        { ...why, emptied: false },
      ],
      take: (caller, given: DisposeBody) => this.disposing.dispose(caller, body, given),
      says: T.disposed,
    }),
  };

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'body.read-retention', query);
    const [rules, due] = await Promise.all([
      this.rules.list(caller, body, pageOf(DISPOSABLE_KINDS.length)),
      this.disposing.due(caller, body, pageOf(AT_ONCE)),
    ]);
    const notYet = rules.items.length > 0 ? await this.disposing.notYetDue(caller, body) : undefined;
    const seen: Seen = { body, language, due: due.items };
    const path = below(RETENTION, body);
    const sets = maySet(reader, seen);
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <Verbs reader={reader} seen={seen} path={path} verbs={[this.dispose, this.add]} />
        <h2>{T.due[language]}</h2>
        {due.nextCursor !== null && <p class="quiet">{T.more[language]}</p>}
        <TableOr
          reader={reader}
          none={T.nothingDue[language]}
          caption={T.due[language]}
          columns={[T.document, T.cases, T.kind, T.since, T.decision].map((each) => each[language])}
          rows={due.items.map((each) => [
            <a href={`/handlingar/${each.id}/om`}>{titleOf(each, language)}</a>,
            each.caseNumbers.join(', ') || '–',
            KINDS[each.kind][language],
            <Day date={each.dueOn} language={language} />,
            each.decision,
          ])}
        />
        {notYet && <NotYet of={notYet} language={language} />}
        <h2>{T.rules[language]}</h2>
        <TableOr
          reader={reader}
          none={T.noRules[language]}
          lead={T.noRulesLead[language]}
          caption={T.rules[language]}
          columns={[T.kind, T.years, T.archived, T.decision, ...(sets ? [T.act] : [])].map(
            (each) => each[language],
          )}
          rows={rules.items.map(({ kind, years, decision, needsArchive }) => [
            KINDS[kind][language],
            `${years} ${T.inYears[language]}`,
            (needsArchive ? T.archivedFirst : T.notArchived)[language],
            decision,
            ...(sets
              ? [
                  <a
                    href={`${below(path, kind)}/ta-bort`}
                    aria-label={`${T.remove[language]}: ${KINDS[kind][language]}`}
                  >
                    {T.remove[language]}
                  </a>,
                ]
              : []),
          ])}
        />
      </>,
    );
  }
}

/** What hinders the rest, so that nobody looks in vain for a document that a decision is about. */
const NotYet = ({
  of: { open, later, next, unarchived, kept, oldest },
  language,
}: {
  readonly of: NotYetDue;
  readonly language: Language;
}) => {
  const lines = [
    [open, T.open],
    [later, T.later],
    [unarchived, T.unarchived],
    [kept, T.kept],
  ] as const;
  if (lines.every(([count]) => count === 0)) return null;
  return (
    <>
      <p>
        {oldest !== null && `${T.oldest[language]} `}
        {T.notYet[language]}
      </p>
      <ul>
        {lines
          .filter(([count]) => count > 0)
          .map(([count, words]) => (
            <li>
              {count} {words[language]}
              {words === T.later && next !== null && (
                <>
                  {', '}
                  {T.first[language]} <Day date={next} language={language} form="sentence" />
                </>
              )}
            </li>
          ))}
      </ul>
    </>
  );
};

/** A document alone may be called as many others are: the case says which it is. */
const nameOf = (document: DueDocumentView, language: Language): string =>
  [titleOf(document, language), ...document.caseNumbers, document.decision].join(', ');

const pageOf = (limit: number): PageQuery => Object.assign(new PageQuery(), { limit });
