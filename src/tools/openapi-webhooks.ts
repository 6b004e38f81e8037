import type { OpenAPIObject } from '@nestjs/swagger';
import { API_BASE } from '../http/api-base.js';
import { EVENTS, textOf, type Topic } from '../delivery/topics.js';

const IDS = {
  caseId: '7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11',
  referralId: 'b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01',
  consultationId: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10',
  dispatchId: '5b7c5b0a-1d8e-4c5c-8a9d-0c6a7e0f9b11',
  messageId: '4e2f9c1d-7a55-4d0b-9b3c-6d1e0a8f2c44',
  extensionId: '8c1b7d3e-2f4a-4b6c-9d5e-7a0f1c2b3d55',
};

const id = { type: 'string', format: 'uuid' };
const WebhookEvent = {
  type: 'object',
  description:
    'A CloudEvent 1.0 with ids and addresses in this API; texts are read there with a key of one’s own.',
  required: ['specversion', 'id', 'source', 'type', 'time', 'subject', 'datacontenttype', 'data'],
  properties: {
    specversion: { type: 'string', enum: ['1.0'] },
    id: { ...id, description: 'The delivery; the same on every attempt, as `webhook-id` is.' },
    source: { type: 'string', description: 'The body that is told.' },
    type: { type: 'string', enum: EVENTS.map(typeOf) },
    time: { type: 'string', format: 'date-time' },
    subject: { type: 'string', description: 'Address of what it is about.' },
    datacontenttype: { type: 'string', enum: ['application/json'] },
    data: {
      type: 'object',
      required: ['body', 'links'],
      properties: {
        body: { type: 'string', description: 'Code of the body that is told.' },
        ...Object.fromEntries(Object.keys(IDS).map((name) => [name, id])),
        replaces: { ...id, description: 'The earlier dispatch that this one corrects.' },
        paperSha256: {
          type: 'string',
          description:
            'SHA-256 of the paper of a dispatch, which is at `links.paper`; left out where it was not there in time.',
        },
        links: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
};

function typeOf(topic: Topic): string {
  return `se.yttra.${topic}.v1`;
}

/** Of one event, as it is posted. */
function exampleOf(topic: Topic): object {
  const address = `${API_BASE}/consultations/${IDS.consultationId}`;
  return {
    specversion: '1.0',
    id: '9a1d7b1e-3f64-4b0c-8f0e-2f3f6a0c1d22',
    source: `${API_BASE}/bodies/KS`,
    type: typeOf(topic),
    time: '2023-11-29T09:12:00.000Z',
    subject: address,
    datacontenttype: 'application/json',
    data: {
      body: 'KS',
      caseId: IDS.caseId,
      consultationId: IDS.consultationId,
      links: { consultation: address },
    },
  };
}

const header = (name: string, description: string, example: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

/** Standard Webhooks: what comes with every event, for the receiver to check. */
const HEADERS = [
  header('webhook-id', 'The same on every attempt: take it once.', '9a1d7b1e-3f64-4b0c-8f0e-2f3f6a0c1d22'),
  header(
    'webhook-timestamp',
    'Seconds since 1970 at this attempt; refuse what is older than five minutes.',
    '1701249120',
  ),
  header(
    'webhook-signature',
    'HMAC-SHA256 of `id.timestamp.body` by each secret that is in force.',
    'v1,K5oZ…',
  ),
];

/** Adds what Yttra itself calls: a request per event to each endpoint that has asked for it. */
export function describeWebhooks(document: OpenAPIObject): void {
  Object.assign((document.components!.schemas ??= {}), { WebhookEvent });
  const webhooks = Object.fromEntries(EVENTS.map((topic) => [topic, { post: webhookOf(topic) }]));
  Object.assign(document, { webhooks });
}

const webhookOf = (topic: Topic) => ({
  operationId: `receive${topic.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())}`,
  tags: ['Webhooks'],
  summary: `${textOf(topic).en}.`,
  description: `${textOf(topic).sv}.`,
  security: [],
  parameters: HEADERS,
  requestBody: {
    required: true,
    content: {
      'application/cloudevents+json': {
        schema: { $ref: '#/components/schemas/WebhookEvent' },
        examples: { example: { value: exampleOf(topic) } },
      },
    },
  },
  responses: {
    '2XX': { description: 'Taken. What the answer holds is not read.' },
    '410': { description: 'The endpoint is gone for good: it is disabled.' },
    default: { description: 'Not taken: tried again by the schedule, then visible as failed.' },
  },
});
