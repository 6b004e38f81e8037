import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { API_BASE } from './api-base.js';

const LOCATION = 'location of the created resource';

/** Names the collection a created resource is found in: `Location: <base>/<collection>/<id or code>`. */
export const CreatedIn = (collection: string) => SetMetadata(LOCATION, collection);

/** Gives a single resource its strong ETag, made of its version, and a created one its Location. */
@Injectable()
export class ResourceHeadersInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const collection = this.reflector.get<string | undefined>(LOCATION, context.getHandler());
    return next.handle().pipe(
      map((view: unknown) => {
        const { version, id, code, username } = (view ?? {}) as Record<string, unknown>;
        if (typeof version === 'number') void reply.header('ETag', `"${version}"`);
        const name = id ?? code ?? username;
        if (collection !== undefined && typeof name === 'string') {
          void reply.header('Location', `${API_BASE}/${collection}/${encodeURIComponent(name)}`);
        }
        return view;
      }),
    );
  }
}
