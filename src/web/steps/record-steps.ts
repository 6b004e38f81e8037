import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Caller } from '../../changes/caller.js';
import type { ActionsView } from '../../http/actions.dto.js';
import { callerOf } from '../../http/current-caller.js';
import { NotFound } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { doneSentence, words, type Ended } from '../../rules/words.js';
import { Act, type PageForm } from './act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { dayAsked, foreseenWith, type ForeseesDay } from './foreseen-day.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Reader } from '../frame/staff-frame.js';
import { bodyOf, shownFields, type StepField } from './step-field.js';
import { permits } from '../../rules/policy.js';
import type { ShownStep, StepProps, Values } from './shown-step.js';
import { stepPage } from './step-page.js';
import { NIL, refuseOnceWithout, UploadForms, type Described } from '../frame/upload-forms.js';

export type PagedKind = 'case' | 'consultation' | 'document' | 'referral' | 'extension' | 'publication';

export interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface SteppedView extends ActionsView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

/** The files that come with a step: kept as documents first, which the step names. */
export interface FilesOfStep<Shown> {
  readonly most: number;
  /** The step can be taken without any. */
  readonly isOptional?: boolean;
  /** The step is taken whichever version of the record was read. */
  readonly isOfAnyVersion?: boolean;
  /** Whose documents they become. */
  readonly body: (caller: Caller, shown: Shown) => string;
  readonly describe: (
    shown: Shown,
    fields: Readonly<Record<string, string>>,
    ...file: [fileName: string, index: number, count: number]
  ) => Omit<Described, 'body'>;
  /** The documents, as the body of the API names them. */
  readonly named: (documents: readonly string[]) => object;
}

/** What a step was taken with, and what its use case answered: each of the action's own kind. */
interface Sent {
  readonly body: never;
  readonly answer: never;
}

/** What the receipt of a step names besides: to whom, whose, until when. The record is as it is when the step is taken. */
export type Says<Shown> = (
  step: Sent & { readonly shown: Shown; readonly reader: Reader },
) => Ended | undefined;

/** A step of a record that has a form: of the same body as in the API, by the same use case. */
export interface RecordAction<Shown, Choices = unknown> {
  readonly verb: string;
  readonly path: string;
  readonly body: new () => object;
  readonly fields: readonly StepField<Shown, Choices>[];
  readonly take: (caller: Caller, id: string, body: object) => Promise<unknown>;
  /** What comes of it, where that cannot be undone, or is to be thought of first. */
  readonly danger?: (shown: Shown, choices: Choices, reader: Reader) => Texts | undefined;
  readonly files?: FilesOfStep<Shown>;
  /** The fields that are its own, where its form has others too. */
  readonly own?: readonly string[];
  /** Where one comes when it is taken, where that is not the record's own page: it may be gone then. */
  readonly leadsTo?: string | ((answer: never, id: string) => string);
  readonly says?: Says<Shown> | undefined;
}

/** A kind of record whose steps are taken below its page. */
export interface RecordPage<Shown, Choices = unknown> {
  readonly kind: PagedKind;
  /** `/remisser` */
  readonly base: string;
  readonly actions: readonly RecordAction<Shown, Choices>[];
  /** The record with what its form shows beside it. */
  readonly read: (caller: Caller, id: string) => Promise<Shown>;
  readonly view: (shown: Shown) => SteppedView;
  readonly choices: (reader: Reader, shown: Shown, verb: string, caller: Caller) => Promise<Choices>;
  /** The page where one comes when the step is taken, where that is not the record's own. */
  readonly leadsTo?: (caller: Caller, id: string, then?: unknown) => Promise<string>;
  /** Steps that are taken on a page of their own: where that is. */
  readonly elsewhere?: Readonly<Record<string, (record: Elsewhere) => string>>;
  /** A second button that goes on to something else when the step is taken. */
  readonly next?: Texts;
  /** What the page is called where one comes without taking the step, where that is not the matter. */
  readonly back?: Texts;
  readonly title: (shown: Shown, heading: string) => string;
  readonly head: (reader: Reader, shown: Shown, heading: string) => ComponentChildren;
  readonly below?: (reader: Reader, shown: Shown, verb: string, choices: Choices) => ComponentChildren;
  readonly foresees?: ForeseesDay<Shown>;
  /** Where its forms are sent, where that is not below the record. */
  readonly form?: (id: string) => string;
}

/** @returns the words of a verb of a kind. */
export const verbWords = (kind: PagedKind, verb: string): Texts => {
  const verbs: Readonly<Record<string, { readonly todo: Texts }>> = words[kind].verbs;
  return verbs[verb]!.todo;
};

export const stateWords = (kind: PagedKind, state: string): Texts => {
  const states: Readonly<Record<string, Texts>> = words[kind].states;
  return states[state]!;
};

/** The steps of a kind, whatever they show. */
export type StepsOfKind = Pick<RecordPage<never, never>, 'kind' | 'base' | 'actions' | 'elsewhere'>;

/** What an address of a step is made of. */
export interface Elsewhere {
  readonly id: string;
  readonly referralId?: string | null;
}

/** Where a step of a record is taken. */
export const addressOfStep = (steps: StepsOfKind, verb: string, record: Elsewhere): string | undefined => {
  const path = pathOf(steps, verb);
  return path === undefined ? steps.elsewhere?.[verb]?.(record) : `${steps.base}/${record.id}/${path}`;
};

/** Where a step is taken in a browser; none for one that has no form. */
export const pathOf = ({ actions }: StepsOfKind, verb: string): string | undefined =>
  actions.find((each) => each.verb === verb)?.path;

/** Stands after the path of a step that took back what it could have corrected. */
const TOOK_BACK = '~tillbaka';

/** What was done, by the address that its form leads to. */
export const doneAt = ({ kind, actions }: StepsOfKind, path: unknown): Texts | undefined => {
  const tookBack = typeof path === 'string' && path.endsWith(TOOK_BACK);
  const taken = tookBack ? path.slice(0, -TOOK_BACK.length) : path;
  const action = actions.find((each) => each.path === taken);
  return action && doneSentence(kind, action.verb, { tookBack });
};

/** Shows and takes the steps of every kind of record, all in the same way. */
@Injectable()
export class RecordSteps {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly readers: Readers,
    private readonly uploads: UploadForms,
  ) {}

  async show<Shown, Choices>(
    page: RecordPage<Shown, Choices>,
    id: string,
    path: string,
    http: Http,
  ): Promise<void> {
    const action = actionAt(page, path);
    const kept = await this.findKeptForm.find(http.request, http.reply);
    const { _token, _version, _key, ...values } =
      kept?.fields ?? dayAsked(page.foresees, action.verb, http.request.query);
    await this.send(page, id, action, http, { values, again: kept && 'kept', status: 200 });
  }

  async take<Shown, Choices>(
    page: RecordPage<Shown, Choices>,
    id: string,
    path: string,
    http: Http,
  ): Promise<void> {
    const action = actionAt(page, path);
    const { _then: then, takeBack } = (http.request.body ?? {}) as Values;
    const tookBack = takeBack === 'true';
    const taken = `klart=${action.path}${tookBack ? TOOK_BACK : ''}`;
    const { leadsTo, says } = action;
    const record = leadsTo ?? (await this.pathOfRecord(page, id, http, then));
    const takeWith = (take: PageForm['take']) =>
      this.act.act(http.request, http.reply, {
        body: action.body,
        read: (typed) => ownOf(action, bodyOf(action.fields, typed)),
        take,
        show: (shown) => this.send(page, id, action, http, shown),
        says:
          says &&
          ((answer, body) =>
            this.receipt(page, { ...action, says }, { id, tookBack, ...sentAs(answer, body) }, http)),
        done: (answer) => `${typeof record === 'string' ? record : record(answer as never, id)}?${taken}`,
      });
    if (action.files && (!action.files.isOptional || http.request.isMultipart()))
      return this.takeWithFiles(page, id, { ...action, files: action.files }, http, takeWith);
    await takeWith((caller, body) => action.take(caller, id, body));
  }

  /** The plain sentence is said of a record that the step has taken out of the reader's sight. */
  private async receipt<Shown, Choices>(
    { kind, read }: RecordPage<Shown, Choices>,
    { verb, says }: { readonly verb: string; readonly says: Says<Shown> },
    { id, tookBack, ...step }: { readonly id: string; readonly tookBack: boolean } & Sent,
    { request }: Http,
  ): Promise<Texts | undefined> {
    const reader = this.readers.of(request);
    const shown = await read(callerOf(request), id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    return shown && doneSentence(kind, verb, { tookBack, ...says({ ...step, shown, reader }) });
  }

  /** No file is kept for a step that will be refused, or answered as the same form was before. */
  private async takeWithFiles<Shown, Choices>(
    page: RecordPage<Shown, Choices>,
    id: string,
    { verb, files, take }: RecordAction<Shown, Choices> & { readonly files: FilesOfStep<Shown> },
    { request }: Http,
    takeWith: (take: PageForm['take']) => Promise<void>,
  ): Promise<void> {
    const open = async (caller: Caller) => {
      const shown = await page.read(caller, id);
      const isOpen =
        page.view(shown).availableActions.includes(verb) &&
        permits(caller.actor, 'document.upload', { body: files.body(caller, shown) });
      return isOpen ? shown : undefined;
    };
    const canBeTaken = async () => (await open(callerOf(request))) !== undefined;
    const use: Parameters<UploadForms['read']>[2] = (form) =>
      takeWith(async (caller, sent) => {
        const naming = (documents: readonly string[]) =>
          take(caller, id, { ...sent, ...files.named(documents) });
        const shown = await open(caller);
        const isRead =
          files.isOfAnyVersion || caller.terms.ifMatch === `"${shown && page.view(shown).version}"`;
        if (!shown || !isRead) return naming([NIL]);
        refuseOnceWithout(form);
        const body = files.body(caller, shown);
        const describe = (...file: [string, number, number]) => ({
          ...files.describe(shown, form.fields, ...file),
          body,
        });
        return this.uploads.keepFor(caller, form, { describe, isOptional: files.isOptional }, naming);
      });
    await this.uploads.read(request, canBeTaken, use, { files: files.most, passesTooLarge: true });
  }

  private async send<Shown, Choices>(
    page: RecordPage<Shown, Choices>,
    id: string,
    action: RecordAction<Shown, Choices>,
    http: Http,
    { status, ...again }: Pick<StepProps, 'again'> & { readonly values: Values; readonly status: number },
  ): Promise<void> {
    const [caller, reader] = [callerOf(http.request), this.readers.of(http.request)];
    const shown = await page.read(caller, id);
    const choices = await page.choices(reader, shown, action.verb, caller);
    const record = await this.pathOfRecord(page, id, http);
    const step = shownStep(page, action, { reader, shown, choices, record });
    const foreseen = await foreseenWith(page.foresees, action.verb, { caller, reader, shown, step, again });
    await sendStaffPage(http.reply, status, stepPage({ reader, step: { ...step, foreseen }, ...again }));
  }

  private async pathOfRecord(
    { base, leadsTo }: Pick<RecordPage<never>, 'base' | 'leadsTo'>,
    id: string,
    { request }: Http,
    then?: unknown,
  ): Promise<string> {
    return leadsTo ? leadsTo(callerOf(request), id, then) : `${base}/${id}`;
  }
}

function shownStep<Shown, Choices>(
  page: RecordPage<Shown, Choices>,
  { verb, path, fields, danger }: RecordAction<Shown, Choices>,
  seen: {
    readonly reader: Reader;
    readonly shown: Shown;
    readonly choices: Choices;
    readonly record: string;
  },
): ShownStep {
  const { reader, shown, choices, record } = seen;
  const view = page.view(shown);
  const heading = verbWords(page.kind, verb)[reader.language];
  return {
    path: page.form?.(view.id) ?? `${page.base}/${view.id}/${path}`,
    record: `${record}?oppna=ja`,
    title: page.title(shown, heading),
    heading,
    version: view.version,
    state: stateWords(page.kind, view.state)[reader.language],
    isOpen: view.availableActions.includes(verb),
    why: view.unavailableActions?.find((each) => each.action === verb)?.reasons ?? [],
    fields: shownFields(fields, shown, choices, reader),
    head: page.head(reader, shown, heading),
    below: page.below?.(reader, shown, verb, choices),
    danger: danger?.(shown, choices, reader)?.[reader.language],
    next: page.next?.[reader.language],
    back: page.back?.[reader.language],
  };
}

/** Of the action's own kind, which only the action knows. */
const sentAs = (answer: unknown, body: object): Sent => ({ answer: answer as never, body: body as never });

const ownOf = ({ own }: Pick<RecordAction<never, never>, 'own'>, body: Values): Values =>
  own ? Object.fromEntries(Object.entries(body).filter(([name]) => own.includes(name))) : body;

/** @throws NotFound */
function actionAt<Shown, Choices>(
  { actions }: RecordPage<Shown, Choices>,
  path: string,
): RecordAction<Shown, Choices> {
  const action = actions.find((each) => each.path === path);
  if (!action) throw new NotFound();
  return action;
}

export const recordAction = <Shown, Choices, Body extends object>(
  verb: string,
  path: string,
  body: new () => Body,
  fields: readonly StepField<Shown, Choices>[],
  take: (caller: Caller, id: string, body: Body) => Promise<unknown>,
  danger?: (shown: Shown, choices: Choices, reader: Reader) => Texts | undefined,
): RecordAction<Shown, Choices> => ({
  verb,
  path,
  body,
  fields,
  take: (caller, id, given) => take(caller, id, given as Body),
  ...(danger && { danger }),
});
