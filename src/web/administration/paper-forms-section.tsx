import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { Sheet } from '../../markup/page.js';
import { KeepWordTemplates } from '../../documents/word-templates/keep-word-templates.js';
import { SamplePapers } from '../../forwarding/sample-papers.js';
import { KeepPaperForms, formKind } from '../../organisation/paper-forms/keep-paper-forms.js';
import { PaperFormBody, type PaperFormView } from '../../organisation/paper-forms/paper-forms.dto.js';
import { because } from '../../organisation/refusals.js';
import { EXAMPLE_NAMES, EXAMPLES, exampleForm, type ExampleName } from '../../papers/form/example-forms.js';
import { inForm } from '../../papers/form/in-form.js';
import { readLogotype } from '../../papers/form/logotype.js';
import { FORM_KINDS, type FormKind, type PaperForm } from '../../papers/form/paper-form.js';
import { PaperSheet } from '../../papers/paper-sheet.js';
import { Invalid, NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import type { Texts } from '../../rules/texts.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { bodyPage, settingsPage, SettingsTable, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { paperFormFields, paperFormGiven } from './paper-form-fields.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsForm, SettingsVerb } from './settings-form.js';
import { wordTemplateForms, WordTemplateSheet, type TemplateSeen } from './word-template-forms.js';

const FORMS = `${ADMINISTRATION}/handlingar`;
const T = {
  kind: t('Handling', 'Paper'),
  form: t('Form', 'Form'),
  own: t('egen', 'own'),
  standard: t('standard', 'default'),
  logotype: t('Logotyp', 'Logotype'),
  has: t('finns', 'there is one'),
  none: t('ingen', 'none'),
  preview: t('Så ser den ut', 'As it looks'),
  previewLead: t(
    'Den senaste handlingen som du kan läsa, annars en påhittad. Det som redan är skrivet ändras inte.',
    'The latest paper that you may read, or else a made-up one. What is already written does not change.',
  ),
  examples: t('Börja från ett exempel', 'Begin with an example'),
  examplesLead: t(
    'Så ser tjänsteskrivelser ut i några kommuner, efter vad de har publicerat. Titta först, ändra sedan.',
    'Staff reports as some municipalities have published them. Look first, then change.',
  ),
  use: t('Använd exemplet', 'Use the example'),
  lookedAt: t('Exempel:', 'Example:'),
};

/** What papers are called by who shapes them. */
const formKindWords: Readonly<Record<FormKind, Texts>> = {
  'staff-report': t('Tjänsteskrivelse', 'Staff report'),
  statement: t('Yttrande', 'Statement'),
  'minutes-extract': t('Protokollsutdrag', 'Extract from the minutes'),
  'referral-letter': t('Remissmissiv', 'Referral letter'),
  'covering-message': t('Följebrev', 'Covering message'),
  receipt: t('Kvittens', 'Receipt'),
  agenda: t('Föredragningslista', 'Agenda'),
  compilation: t('Remissammanställning', 'Compilation'),
};

interface FormSeen {
  readonly view: PaperFormView;
  /** What the fields hold at first: the body's own form, or an example of one. */
  readonly shown: PaperForm;
  /** What was chosen as logotype; undefined while nothing was. */
  readonly png?: string | undefined;
}

const mayShape = ({ actor }: Reader, { view }: FormSeen): boolean =>
  permits(actor, 'body.set-paper-form', { body: view.body });

/** What a body's papers look like. */
@Injectable()
export class PaperFormsSection implements Section {
  readonly path = 'handlingar';
  readonly title = t('Handlingarnas form', 'The form of papers');
  readonly about = t(
    'Rubriker, brevhuvud och logotyp i era handlingar.',
    'Headings, letterhead and logotype of your papers.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'body.set-paper-form');

  constructor(
    private readonly forms: KeepPaperForms,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
    private readonly samples: SamplePapers,
    private readonly templates: KeepWordTemplates,
  ) {}

  async at(asked: Asked, body?: string, kind?: string, form?: string): Promise<AtAddress> {
    if (body === undefined) return { page: await this.list(asked) };
    if (kind === undefined) throw new NotFound();
    if (form !== undefined) return { form: await this.formOf(asked, body, kind, form) };
    return { page: await this.one(asked, body, formKind(kind)) };
  }

  /** @param file what was chosen, in a form that carries one. */
  async formOf(
    { reader, query }: Pick<Asked, 'reader' | 'query'>,
    body: string,
    kind: string,
    form: string,
    file?: Buffer,
  ): Promise<SettingsForm> {
    const view = await this.forms.one(body, kind);
    const template = await this.templates.one(body, kind);
    const png = file?.toString('base64');
    const seen = { view, shown: exampleIn(query, view.kind)?.form ?? view, png, template, file };
    const path = below(below(FORMS, body), view.kind);
    const way = await this.wayTo(reader, view);
    return formAt(this.verbs, form, reader, { seen, path, way });
  }

  private readonly change: SettingsVerb<FormSeen> = {
    path: 'andra',
    words: t('Ändra formen', 'Change the form'),
    isOpen: mayShape,
    form: ({ language }, { view, shown }) => ({
      lead: t(
        'Gäller alla handlingar som tas fram härefter. En form utelämnar aldrig något.',
        'Holds for all papers that are written from now on. A form never leaves anything out.',
      )[language],
      version: view.version,
      body: PaperFormBody,
      fields: paperFormFields(view.kind, shown, language),
      read: (given) => ({ ...paperFormGiven(view.kind, given), logotype: view.logotype }),
      take: (caller, body) => this.forms.replace(caller, view.body, view.kind, body),
    }),
  };

  private readonly logotype: SettingsVerb<FormSeen> = {
    path: 'logotyp',
    words: t('Byt logotyp', 'Change the logotype'),
    isOpen: mayShape,
    form: ({ language }, { view, png }) => ({
      lead: t(
        'Välj en PNG-bild, eller ta bort den som finns.',
        'Choose a PNG, or take away the one there is.',
      )[language],
      version: view.version,
      body: PaperFormBody,
      fields: [
        {
          name: 'file',
          kind: 'file',
          label: T.logotype,
          hint: t(
            'PNG, högst 48 kB. Den visas högst 55 mm bred.',
            'PNG, 48 kB at most. It is shown at most 55 mm wide.',
          ),
          instead: t('Välj en PNG-bild', 'Choose a PNG'),
        },
        { name: 'remove', kind: 'yes', label: t('Ta bort logotypen', 'Take the logotype away'), now: false },
        why,
      ],
      read: ({ remove, reason }) => ({
        ...formIn(view),
        logotype: remove === true ? null : chosen(png),
        ...(reason !== undefined && { reason }),
      }),
      take: (caller, body) => this.forms.replace(caller, view.body, view.kind, body),
    }),
  };

  private get verbs(): readonly SettingsVerb<FormSeen & TemplateSeen>[] {
    return [this.change, this.logotype, ...wordTemplateForms(this.templates)];
  }

  private async list(asked: Asked): Promise<VNode> {
    const { reader, query } = asked;
    const { language } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'body.set-paper-form', query);
    const forms = await Promise.all(FORM_KINDS.map((kind) => this.forms.one(body, kind)));
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <SettingsTable
          reader={reader}
          caption={`${this.title[language]}, ${name}`}
          columns={[T.kind, T.form, T.logotype].map((each) => each[language])}
          rows={forms.map(({ kind, isDefault, logotype }) => [
            <a href={below(below(FORMS, body), kind)}>{formKindWords[kind][language]}</a>,
            (isDefault ? T.standard : T.own)[language],
            (logotype === null ? T.none : T.has)[language],
          ])}
        />
      </>,
    );
  }

  private async one(asked: Asked, body: string, kind: FormKind): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language } = reader;
    const view = await this.forms.one(body, kind);
    if (!mayShape(reader, { view, shown: view })) throw new NotFound();
    const example = exampleIn(query, kind);
    const template = await this.templates.one(body, kind);
    const name = (await this.names.of([body])).get(body) ?? body;
    const plain = await this.samples.of(caller, [body, name], kind);
    const path = below(below(FORMS, body), kind);
    return settingsPage(
      asked,
      {
        way: (await this.wayTo(reader, view)).slice(0, -1),
        heading: formKindWords[kind][language],
        lead: name,
      },
      <>
        <Verbs reader={reader} seen={{ view, shown: view, template }} path={path} verbs={this.verbs} />
        <Sheet
          id="forhandsvisning"
          heading={
            example
              ? `${T.lookedAt[language]} ${EXAMPLES[example.name].words[language]}`
              : T.preview[language]
          }
        >
          <p class="quiet">{T.previewLead[language]}</p>
          {example && (
            <p>
              <a href={`${path}/andra?exempel=${example.name}`}>{T.use[language]}</a>
            </p>
          )}
          <PaperSheet paper={inForm(plain, example?.form ?? view)} level={2} />
        </Sheet>
        <WordTemplateSheet {...{ reader, template, path }} />
        <Examples {...{ reader, kind, path }} />
      </>,
    );
  }

  private async wayTo(reader: Reader, { body, kind }: PaperFormView) {
    const names = await this.names.of([body]);
    return wayTo(
      this,
      reader,
      [names.get(body) ?? body, `${FORMS}?namnd=${encodeURIComponent(body)}`],
      [formKindWords[kind][reader.language], below(below(FORMS, body), kind)],
    );
  }
}

const Examples = ({
  reader: { language },
  kind,
  path,
}: {
  readonly reader: Reader;
  readonly kind: FormKind;
  readonly path: string;
}) => {
  const names = EXAMPLE_NAMES.filter((name) => exampleForm(name, kind));
  if (names.length === 0) return null;
  return (
    <Sheet id="exempel" heading={T.examples[language]}>
      <p class="quiet">{T.examplesLead[language]}</p>
      <ul class="plain">
        {names.map((name) => (
          <li>
            <a href={`${path}?exempel=${name}`}>{EXAMPLES[name].words[language]}</a>
          </li>
        ))}
      </ul>
    </Sheet>
  );
};

function exampleIn(
  { exempel }: Asked['query'],
  kind: FormKind,
): { readonly name: ExampleName; readonly form: PaperForm } | undefined {
  const name = EXAMPLE_NAMES.find((each) => each === exempel);
  const form = name && exampleForm(name, kind);
  return form && { name, form };
}

/** A form as the body of the API has it. */
function formIn(view: PaperFormView): object {
  const { name, parts, clauses, labels, letterhead, signatures, foot } = view;
  return { name, parts, clauses, labels, letterhead, signatures, foot };
}

/** @throws Invalid naming the field of the page, where no picture was chosen or what was chosen is none. */
function chosen(png: string | undefined): string {
  if (png === undefined || png === '') throw new Invalid({ pointer: '/file', ...because.logotypeMissing });
  if (readLogotype(png) === undefined) throw new Invalid({ pointer: '/file', ...because.logotype });
  return png;
}
