import { EVENTS, type Topic } from '../topics.js';

/** Every event there is and will be. */
const EVERY_EVENT = '*';

/** What an endpoint can ask for. */
export const WEBHOOK_EVENTS: readonly (Topic | typeof EVERY_EVENT)[] = [...EVENTS, EVERY_EVENT];
