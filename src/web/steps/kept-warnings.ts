import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WarningView } from '../../changes/warning.dto.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { Texts } from '../../rules/texts.js';
import { Cookies, isLookedAtByScript } from '../../http/session-cookie.js';
import { KeptForms } from '../frame/kept-forms.js';
import type { Values } from './shown-step.js';

/** What became of one of several matters that a step was asked for. */
export interface Taken {
  readonly id: string;
  /** Which matter it is, as its reader numbers it. */
  readonly matter: string;
  /** Why the step was not taken; none where it was. */
  readonly why: string | null;
  /** What to think of with it. */
  readonly warnings?: readonly string[];
  /** The name of whom one stood in for. */
  readonly insteadOf?: string | undefined;
}

/** What an answer of the API warns of. */
export const warningsOf = (answer: unknown): string[] => {
  const { warnings = [] } = (answer ?? {}) as { readonly warnings?: readonly WarningView[] };
  return warnings.map(({ detail }) => detail);
};

interface Said {
  /** What was done, to whom and until when. */
  readonly done?: Texts | undefined;
  /** The name of whom one stood in for when it was done. */
  readonly insteadOf?: string | undefined;
  readonly said: readonly string[];
  readonly results: readonly Taken[];
  /** What was typed for several matters, so that those that failed can be sent again. */
  readonly typed?: Values | undefined;
}

export const insteadOfWords = (name: string): Texts => ({
  sv: `Du gjorde det i stället för ${name}.`,
  en: `You did it in place of ${name}.`,
});

/**
 * What is said of the step that was taken, and in whose place.
 *
 * @param plain what the address says was done, which holds without what was kept.
 */
export function receiptOf(
  { done, insteadOf }: Pick<Said, 'done' | 'insteadOf'>,
  plain: Texts | undefined,
): Texts | undefined {
  const told = plain && (done ?? plain);
  if (!told || insteadOf === undefined) return told;
  const { sv, en } = insteadOfWords(insteadOf);
  return { sv: `${told.sv} ${sv}`, en: `${told.en} ${en}` };
}

const COOKIE = 'yttra-warnings';
const WARNINGS = 'warnings';
const SECONDS = 300;

/**
 * Carries what a step did and warned of over to the page that the browser is sent to. Both name bodies and people, so that
 * they stand in no address: they are kept as a form is that nobody could send.
 */
@Injectable()
export class KeptWarnings {
  private readonly cookies: Cookies;

  constructor(
    private readonly keptForms: KeptForms,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.cookies = new Cookies(settings);
  }

  /** Warnings that no page has shown yet are kept too; what an earlier step did is not said of this one. */
  async keep(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: unknown,
    { done, insteadOf }: Pick<Said, 'done' | 'insteadOf'> = {},
  ): Promise<void> {
    const { results = [], typed } = (answer ?? {}) as Partial<Said>;
    const earlier = await this.kept(request);
    const said = [...new Set([...earlier.said, ...warningsOf(answer)])];
    if (said.length + results.length === 0 && !done && insteadOf === undefined) return;
    const fields: Said = { said, results, typed, done, insteadOf };
    const key = await this.keptForms.keep(request.actor!.username, { path: WARNINGS, fields: { ...fields } });
    this.cookies.set(reply, COOKIE, key, SECONDS);
  }

  /** Shown once. */
  async take(request: FastifyRequest, reply: FastifyReply): Promise<readonly string[]> {
    return (await this.takeAll(request, reply)).said;
  }

  /** The same, with what became of each of several matters. */
  async takeAll(request: FastifyRequest, reply: FastifyReply): Promise<Said> {
    // They are for whoever goes to a page, not for the script that looks at it in between.
    if (isLookedAtByScript(request)) return { said: [], results: [] };
    if (this.cookies.read(request, COOKIE) !== undefined) this.cookies.remove(reply, COOKIE);
    return this.kept(request);
  }

  private async kept(request: FastifyRequest): Promise<Said> {
    const key = this.cookies.read(request, COOKIE);
    if (key === undefined) return { said: [], results: [] };
    const kept = await this.keptForms.find(key, request.actor!.username, WARNINGS);
    await this.keptForms.forget(key);
    const { said = [], results = [], typed, done, insteadOf } = (kept?.fields ?? {}) as Partial<Said>;
    return { said, results, typed, done, insteadOf };
  }
}
