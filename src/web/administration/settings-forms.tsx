import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { Notice } from '../../markup/notices.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { Act } from '../steps/act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import type { ShownStep, StepProps, Values } from '../steps/shown-step.js';
import { stepPage } from '../steps/step-page.js';
import { givenBy, shownSettings, type SettingsForm, type ShownOnce } from './settings-form.js';

const T = {
  back: { sv: 'Tillbaka', en: 'Back' },
  gone: {
    sv: 'Den har redan visats, och kan inte visas igen. Har den gått förlorad gör du en ny.',
    en: 'It has been shown already, and cannot be shown again. If it is lost, make a new one.',
  },
} satisfies Record<string, Texts>;

/** Shows and takes every form of the administration, all in the same way. */
@Injectable()
export class SettingsForms {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly readers: Readers,
  ) {}

  async show(form: SettingsForm, http: Http): Promise<void> {
    const kept = await this.findKeptForm.find(http.request, http.reply);
    const { _token, _version, _key, ...values } = kept?.fields ?? {};
    await this.send(form, http, { values, again: kept && 'kept', status: 200 });
  }

  async take(form: SettingsForm, http: Http): Promise<void> {
    const { showOnce, done, says } = form;
    await this.act.act(http.request, http.reply, {
      body: form.body,
      read: (typed) => {
        const given = givenBy(form.fields, typed);
        return form.read ? form.read(given, typed) : given;
      },
      take: (caller, body) => form.take(caller, body as never),
      show: (shown) => this.send(form, http, shown),
      says: async (answer) => (typeof says === 'function' ? says(answer as never) : says),
      done: (answer) => (done ? done(answer as never) : `${form.back}?klart=ja`),
      showOnce:
        showOnce &&
        ((answer) => {
          const reader = this.readers.of(http.request);
          return sendStaffPage(http.reply, 200, shownOncePage(reader, form, showOnce(answer as never)));
        }),
    });
  }

  private async send(
    form: SettingsForm,
    { request, reply }: Http,
    { status, ...again }: Pick<StepProps, 'again'> & { readonly values: Values; readonly status: number },
  ): Promise<void> {
    const reader = this.readers.of(request);
    await sendStaffPage(reply, status, stepPage({ reader, step: shownForm(form, reader), ...again }));
  }
}

function shownForm(form: SettingsForm, { language }: Reader): ShownStep {
  const { heading, way, lead, danger, button, path, back, version, fields, below } = form;
  return {
    path,
    record: back,
    title: [heading, way.at(-1)?.[0]].filter(Boolean).join(', '),
    heading,
    button,
    version,
    state: undefined,
    isOpen: true,
    why: [],
    fields: shownSettings(fields, language),
    head: (
      <>
        <Crumbs language={language} way={way} here={heading} />
        <PageHead heading={heading}>{lead && <p class="lead">{lead}</p>}</PageHead>
      </>
    ),
    below,
    danger,
    back: T.back[language],
  };
}

const shownOncePage = (
  reader: Reader,
  { way, back }: SettingsForm,
  { heading, lead, secret }: ShownOnce,
): VNode => {
  const { language } = reader;
  return staffPage(
    reader,
    { title: heading, section: 'forvaltning', width: 'text' },
    <>
      <Crumbs language={language} way={way} here={heading} />
      <PageHead heading={heading} />
      {secret === null ? (
        <Notice tone="warning">
          <p>{T.gone[language]}</p>
        </Notice>
      ) : (
        <section class="sheet stack">
          <p>{lead}</p>
          <p class="as-written">
            <code>{secret}</code>
          </p>
        </section>
      )}
      <p>
        <a href={back}>{T.back[language]}</a>
      </p>
    </>,
  );
};
