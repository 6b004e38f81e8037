import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Identify } from '../../identity/identify.js';
import { Sessions } from '../../identity/sessions.js';
import { Unauthenticated } from '../../identity/unauthenticated.js';
import type { Actor } from '../../rules/actor.js';
import { TellChanges } from './tell-changes.js';

const EVENT_STREAM = 'text/event-stream';

@ApiTags('Inbox')
@Controller('events')
export class EventsController {
  constructor(
    private readonly identify: Identify,
    private readonly sessions: Sessions,
    private readonly tellChanges: TellChanges,
  ) {}

  /**
   * Be told, as server-sent events, that records you may see have changed: which, and nothing that stands in them.
   * @remarks Få veta, som server-sent events, att det du får se har ändrats: vad, men inget av innehållet.
   */
  @Get()
  @RouteConfig({ page: true, endless: true, types: [EVENT_STREAM] })
  @ApiOkResponse({
    description: 'Server-sent events',
    content: {
      [EVENT_STREAM]: {
        schema: { type: 'string' },
        examples: {
          change: {
            value:
              'id: 4711\nevent: change\ndata: {"kind":"consultation","id":"a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d","etag":"\\"3\\""}\n\n',
          },
        },
      },
    },
  })
  async events(
    @Headers('last-event-id') last: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.headers({
      'Content-Type': EVENT_STREAM,
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    if (request.method === 'HEAD') return void (await reply.send());
    const stream = await this.tellChanges.open(request.actor!, () => this.prove(request), eventOf(last));
    await reply.send(stream);
  }

  /** Who it is now: roles are taken back, people switched off and sessions ended while the stream is open. */
  private async prove({ session, raw }: FastifyRequest): Promise<Actor | undefined> {
    try {
      if (!session) return await (await this.identify.prove(raw.headersDistinct['authorization'])).actor();
      const lasting = await this.sessions.look(session.id);
      return lasting && (await this.identify.proveSession(lasting).actor());
    } catch (error) {
      if (error instanceof Unauthenticated) return undefined;
      throw error;
    }
  }
}

/** The event that a client was told of last. One that was never given out is told to read everything anew. */
function eventOf(last: string | undefined): number | undefined {
  if (!last) return undefined;
  return /^\d{1,15}$/.test(last) ? Number(last) : Infinity;
}
