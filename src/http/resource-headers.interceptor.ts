import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { API_BASE } from './api-base.js';

const LOCATION = 'location of the created resource';

/** Where a created resource is found: a collection, whose `:names` are the request's own, and its name there. */
interface Place {
  readonly collection: string;
  readonly namedBy?: string;
}

/**
 * Names the collection a created resource is found in: `Location: <base>/<collection>/<name>`.
 *
 * @param namedBy the field that names it there, when it is not its id, code or username.
 */
export const CreatedIn = (collection: string, namedBy?: string) =>
  SetMetadata(LOCATION, { collection, ...(namedBy !== undefined && { namedBy }) } satisfies Place);

/** Gives a single resource its strong ETag, made of its version, and a created one its Location. */
@Injectable()
export class ResourceHeadersInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { params } = context.switchToHttp().getRequest<FastifyRequest>();
    const place = this.reflector.get<Place | undefined>(LOCATION, context.getHandler());
    return next.handle().pipe(
      map((view: unknown) => {
        const { version, id, code, username, ...rest } = (view ?? {}) as Record<string, unknown>;
        if (typeof version === 'number') void reply.header('ETag', `"${version}"`);
        const name = place?.namedBy ? rest[place.namedBy] : (id ?? code ?? username);
        if (place && typeof name === 'string') {
          const collection = place.collection.replace(/:(\w+)/g, (_, param: string) =>
            encodeURIComponent((params as Record<string, string>)[param] ?? ''),
          );
          void reply.header('Location', `${API_BASE}/${collection}/${encodeURIComponent(name)}`);
        }
        return view;
      }),
    );
  }
}
