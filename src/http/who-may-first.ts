import { AsyncLocalStorage } from 'node:async_hooks';
import {
  StreamableFile,
  type ArgumentMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { Caller } from '../changes/caller.js';
import { DomainError, Invalid, type ProblemSlug } from '../rules/problem.js';
import { callerOf } from './current-caller.js';
import { requestValidation, unknownField } from './validation.js';

/**
 * Who may is asked before what is wrong with the fields: a caller for whom a record is not there is told so (404), and one
 * who may not is told that (403), whatever they send. Only the use case knows. So one is asked also when fields are
 * wrong: it gets those that are right, the caller carries what is wrong with the others, and says it where the use case
 * knows that the caller may (`Caller.refuseWrongFields`). From then on PostgreSQL keeps nothing that the request would write
 * (`Acting.mayWrite`), and at the latest `MakeChange` says it, before anything is kept. What
 * the use case comes to is never the answer, except that the caller may not.
 */
const validation = requestValidation();

/** Refusals that are the same whatever the fields say. */
const OF_WHO_ASKS: ReadonlySet<ProblemSlug> = new Set([
  'unauthenticated',
  'not-found',
  'not-permitted',
  'insufficient-assurance',
]);

/** @throws Invalid when something is wrong with the caller's fields, unless the caller may not anyway. */
export async function whoMayFirst<Answer>(caller: Caller, ask: () => Promise<Answer>): Promise<Answer> {
  let answer: Answer;
  caller.isAskedWhoMay = true;
  try {
    answer = await ask();
  } catch (refused) {
    const isOfWhoAsks = refused instanceof DomainError && OF_WHO_ASKS.has(refused.slug);
    // A use case without the fields that were wrong may stumble over that they are missing.
    if (!isOfWhoAsks) caller.refuseWrongFields();
    throw refused;
  } finally {
    // The page that is shown instead may keep what was typed.
    caller.isAskedWhoMay = false;
  }
  if (caller.wrong && answer instanceof StreamableFile) answer.getStream().destroy();
  caller.refuseWrongFields();
  return answer;
}

/** What was sent as its class has it. Where something is wrong, the caller knows what, and only the other fields are there. */
export async function rightFields<Fields extends object>(
  caller: Caller,
  given: unknown,
  metatype: new () => Fields,
): Promise<Fields> {
  try {
    return (await validation.transform(given, { type: 'body', metatype })) as Fields;
  } catch (wrong) {
    if (!(wrong instanceof Invalid)) throw wrong;
    caller.wrong ??= wrong;
    return plainToInstance(metatype, without(given, wrong));
  }
}

function without(given: unknown, { invalid }: Invalid): object {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const wrong = new Set(invalid.map(({ pointer }) => pointer.split('/')[1]));
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !wrong.has(name.replaceAll('~', '~0').replaceAll('/', '~1'))),
  );
}

/** The request that a pipe works for, which Nest does not tell it. */
const asked = new AsyncLocalStorage<FastifyRequest>();

/** Runs every operation of the API that has a caller by `whoMayFirst`. The forms of the pages do it by themselves (`Act`). */
export class AskWhoMayFirst implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.actor || request.routeOptions.config.page) return next.handle();
    const caller = callerOf(request);
    caller.wrong ??= passedOver(context, request);
    const operation = async () => asked.run(request, () => lastValueFrom(next.handle()));
    return from(whoMayFirst(caller, operation));
  }
}

/**
 * What an operation without a query, or a `DELETE` without a content, was sent in it: `?dryRun=true` of a step that has
 * none would take it. Whatever else has no content of JSON reads its own, and says 415.
 */
function passedOver(context: ExecutionContext, { query, body, method }: FastifyRequest): Invalid | undefined {
  const handler = context.getHandler().name;
  const taken = Object.keys(
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler) ?? {}) as object,
  );
  const takes = (type: RouteParamtypes) => taken.some((parameter) => parameter.startsWith(`${type}:`));
  const [first, ...rest] = [
    ...(takes(RouteParamtypes.QUERY) ? [] : namesIn(query)),
    ...(method !== 'DELETE' || takes(RouteParamtypes.BODY)
      ? []
      : namesIn(body).filter((name) => name !== 'reason')),
  ].map(unknownField);
  return first && new Invalid(first, ...rest);
}

const namesIn = (sent: unknown): string[] =>
  typeof sent === 'object' && sent !== null && !Buffer.isBuffer(sent) ? Object.keys(sent) : [];

/** Holds what every operation is sent to its class; see `requestValidation`. */
export class ReadFields implements PipeTransform {
  async transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const [request, { type, metatype }] = [asked.getStore(), metadata];
    // Of a parameter of the path there are no right fields.
    if (!request || !metatype || type === 'param' || type === 'custom')
      return validation.transform(given, metadata);
    return rightFields(callerOf(request), given, metatype as new () => object);
  }
}
