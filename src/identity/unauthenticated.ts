import { DomainError } from '../rules/problem.js';

/** No token, or one that proves nothing. Never says which: a forger learns nothing from it. */
export class Unauthenticated extends DomainError {
  constructor() {
    super('unauthenticated', {
      sv: 'Begäran saknar en giltig åtkomstbiljett (Authorization: Bearer …).',
      en: 'The request carries no valid access token (Authorization: Bearer …).',
    });
  }
}
