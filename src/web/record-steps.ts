import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Caller } from '../changes/caller.js';
import type { ActionsView } from '../http/actions.dto.js';
import { callerOf } from '../http/current-caller.js';
import { NotFound } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';
import { words } from '../rules/words.js';
import { Act } from './act.js';
import { FindKeptForm } from './find-kept-form.js';
import { Readers } from './readers.js';
import { sendStaffPage } from './send-staff-page.js';
import type { Reader } from './staff-frame.js';
import { shownFields, type StepField } from './step-field.js';
import { stepPage, type StepProps, type Values } from './step-page.js';

type PagedKind = 'case' | 'referral' | 'extension';

interface SteppedView extends ActionsView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

/** A step of a record that has a form: of the same body as in the API, by the same use case. */
export interface RecordAction<View, Choices = unknown> {
  readonly verb: string;
  readonly path: string;
  readonly body: new () => object;
  readonly fields: readonly StepField<View, Choices>[];
  readonly take: (caller: Caller, id: string, body: object) => Promise<unknown>;
  /** What comes of it, where that cannot be undone. */
  readonly danger?: (view: View) => Texts;
}

/** A kind of record whose steps are taken below its page. */
export interface RecordPage<View extends SteppedView, Choices = unknown> {
  readonly kind: PagedKind;
  /** `/remisser` */
  readonly base: string;
  readonly actions: readonly RecordAction<View, Choices>[];
  readonly read: (caller: Caller, id: string) => Promise<View>;
  readonly choices: (caller: Caller, view: View) => Promise<Choices>;
  /** The page of the record; where one comes when the step is taken. */
  readonly record: (view: View) => string;
  readonly title: (view: View, heading: string) => string;
  readonly head: (reader: Reader, view: View, heading: string) => ComponentChildren;
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

/** Shows and takes the steps of cases, referrals and extensions, all in the same way. */
@Injectable()
export class RecordSteps {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly readers: Readers,
  ) {}

  async show<View extends SteppedView, Choices>(
    page: RecordPage<View, Choices>,
    id: string,
    path: string,
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  ): Promise<void> {
    const action = actionAt(page, path);
    const kept = await this.findKeptForm.find(request, reply);
    const { _token, _version, _key, ...values } = kept?.fields ?? {};
    await this.send(page, id, action, { request, reply }, { values, again: kept && 'kept', status: 200 });
  }

  async take<View extends SteppedView, Choices>(
    page: RecordPage<View, Choices>,
    id: string,
    path: string,
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  ): Promise<void> {
    const action = actionAt(page, path);
    const record = page.record(await page.read(callerOf(request), id));
    await this.act.act(request, reply, {
      body: action.body,
      read: (typed) => typed,
      take: (caller, body) => action.take(caller, id, body),
      show: (shown) => this.send(page, id, action, { request, reply }, shown),
      done: `${record}?klart=${action.path}`,
    });
  }

  private async send<View extends SteppedView, Choices>(
    page: RecordPage<View, Choices>,
    id: string,
    action: RecordAction<View, Choices>,
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
    { status, ...shown }: Pick<StepProps, 'again'> & { readonly values: Values; readonly status: number },
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const view = await page.read(caller, id);
    const choices = await page.choices(caller, view);
    const heading = verbWords(page.kind, action.verb)[reader.language];
    const step = {
      path: `${page.base}/${id}/${action.path}`,
      record: `${page.record(view)}?oppna=ja`,
      title: page.title(view, heading),
      heading,
      version: view.version,
      state: stateWords(page.kind, view.state)[reader.language],
      isOpen: view.availableActions.includes(action.verb),
      why: view.unavailableActions?.find((each) => each.action === action.verb)?.reasons ?? [],
      fields: shownFields(action.fields, view, choices, reader),
      head: page.head(reader, view, heading),
      danger: action.danger?.(view)[reader.language],
    };
    await sendStaffPage(reply, status, stepPage({ reader, step, ...shown }));
  }
}

/** @throws NotFound */
function actionAt<View extends SteppedView, Choices>(
  { actions }: RecordPage<View, Choices>,
  path: string,
): RecordAction<View, Choices> {
  const action = actions.find((each) => each.path === path);
  if (!action) throw new NotFound();
  return action;
}

export const recordAction = <View, Choices, Body extends object>(
  verb: string,
  path: string,
  body: new () => Body,
  fields: readonly StepField<View, Choices>[],
  take: (caller: Caller, id: string, body: Body) => Promise<unknown>,
  danger?: (view: View) => Texts,
): RecordAction<View, Choices> => ({
  verb,
  path,
  body,
  fields,
  take: (caller, id, given) => take(caller, id, given as Body),
  ...(danger && { danger }),
});
