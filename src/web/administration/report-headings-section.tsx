import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { KeepReportHeadings } from '../../organisation/report-headings/keep-report-headings.js';
import type { ReportHeading } from '../../organisation/report-headings/report-heading.js';
import {
  ReportHeadingsBody,
  type ReportHeadingsView,
} from '../../organisation/report-headings/report-headings.dto.js';
import { permits } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { ReadNames } from '../frame/read-names.js';
import { reportPartOptions, reportPartWords } from '../statement/report-part-words.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { bodyPage, TableOr, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { leadingTo } from './groups-section.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsVerb } from './settings-form.js';

const HEADINGS = `${ADMINISTRATION}/rubriker`;
const T = {
  heading: t('Rubrik', 'Heading'),
  is: t('Är', 'Is'),
  act: t('Ta bort', 'Remove'),
  none: t('Inga egna rubriker', 'No headings of its own'),
  noneLead: t(
    'De vanliga rubrikerna känns igen ändå. Lägg till dem som inte gör det, eller säg det på sidan när en tjänsteskrivelse läses in.',
    'The usual headings are recognised anyway. Add those that are not, or say it on the page when a staff report is imported.',
  ),
};

interface Seen {
  readonly view: ReportHeadingsView;
  readonly one?: ReportHeading;
}

const maySet = ({ actor }: Reader, { view: { body } }: Seen): boolean =>
  permits(actor, 'body.set-report-headings', { body });

/** What the headings of a body's own staff reports are, for the import. */
@Injectable()
export class ReportHeadingsSection implements Section {
  readonly path = 'rubriker';
  readonly title = t('Rubriker i tjänsteskrivelser', 'Headings of staff reports');
  readonly about = t(
    'Era egna rubriker, sidhuvuden och sidfötter, så att de känns igen när en tjänsteskrivelse läses in.',
    'Your own headings, heads and feet of pages, so that they are recognised when a staff report is imported.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'body.set-report-headings');

  constructor(
    private readonly headings: KeepReportHeadings,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {}

  async at(asked: Asked, body?: string, part?: string, form?: string): Promise<AtAddress> {
    if (body === undefined) return { page: await this.list(asked) };
    const { reader } = asked;
    const [view, names] = await Promise.all([this.headings.one(body), this.names.of([body])]);
    const back = `${HEADINGS}?namnd=${encodeURIComponent(body)}`;
    const way = wayTo(this, reader, [names.get(body) ?? body, back]);
    const path = below(HEADINGS, body);
    if (part === undefined) throw new NotFound();
    if (form === undefined)
      return { form: leadingTo(back, formAt([this.add], part, reader, { seen: { view }, path, way })) };
    const one = /^\d{1,3}$/.test(part) ? view.headings[Number(part)] : undefined;
    if (!one) throw new NotFound();
    const record = { seen: { view, one }, path: below(path, part), way };
    return { form: leadingTo(back, formAt([this.remove], form, reader, record)) };
  }

  private readonly add: SettingsVerb<Seen> = {
    path: 'ny',
    words: t('Lägg till en rubrik', 'Add a heading'),
    isOpen: maySet,
    form: ({ language }, { view }) => ({
      lead: t(
        'Gäller när en tjänsteskrivelse läses in härefter, också hos organ vars diarium ni för.',
        'Holds when a staff report is imported from now on, also at bodies whose register you keep.',
      )[language],
      version: view.version,
      body: ReportHeadingsBody,
      fields: [
        {
          name: 'heading',
          kind: 'line',
          label: T.heading,
          instead: t('Skriv rubriken', 'Write the heading'),
          hint: t(
            'Som den står i era tjänsteskrivelser. Nummer före, kolon och stora bokstäver spelar ingen roll.',
            'As it stands in your staff reports. A number before it, a colon and capitals make no difference.',
          ),
        },
        {
          name: 'part',
          kind: 'choice',
          label: t('Den här rubriken är …', 'This heading is …'),
          options: reportPartOptions(language),
        },
        why,
      ],
      read: ({ heading, part, ...rest }) => ({ ...rest, headings: [...view.headings, { heading, part }] }),
      take: (caller, given) => this.headings.replace(caller, view.body, given),
    }),
  };

  private readonly remove: SettingsVerb<Seen> = {
    path: 'ta-bort',
    words: t('Ta bort rubriken', 'Remove the heading'),
    isOpen: maySet,
    form: ({ language }, { view, one }) => ({
      lead: `${one!.heading}: ${reportPartWords[one!.part][language]}`,
      version: view.version,
      body: ReportHeadingsBody,
      fields: [why],
      read: (given) => ({ ...given, headings: view.headings.filter((each) => each !== one) }),
      take: (caller, given) => this.headings.replace(caller, view.body, given),
      says: t(`Rubriken ${one!.heading} togs bort.`, `The heading ${one!.heading} was removed.`),
    }),
  };

  private async list(asked: Asked): Promise<VNode> {
    const { reader, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'body.set-report-headings', query);
    const view = await this.headings.one(body);
    const path = below(HEADINGS, body);
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <Verbs reader={reader} seen={{ view }} path={path} verbs={[this.add]} />
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={`${this.title[language]}, ${name}`}
          columns={[T.heading, T.is, T.act].map((each) => each[language])}
          rows={view.headings.map(({ heading, part }, at) => [
            heading,
            reportPartWords[part][language],
            <a href={`${below(path, String(at))}/ta-bort`} aria-label={`${T.act[language]}: ${heading}`}>
              {T.act[language]}
            </a>,
          ])}
        />
      </>,
    );
  }
}
