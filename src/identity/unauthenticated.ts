import { DomainError } from '../rules/problem.js';

/**
 * The request has no token, or one that is not good. The answer does not say which, so that a forger learns nothing
 * from it.
 */
export class Unauthenticated extends DomainError {
  /** @param principal whom the token names, when its signature is good although it may not be used (any more). */
  constructor(readonly principal?: string) {
    super('unauthenticated', {
      sv: 'Begäran saknar en giltig åtkomstbiljett (Authorization: Bearer …).',
      en: 'The request carries no valid access token (Authorization: Bearer …).',
    });
  }
}

/** A form was sent by a browser whose reader has signed out since it was opened. */
export class SignedOut extends DomainError {
  constructor() {
    super('unauthenticated', {
      sv: 'Du har loggat ut sedan sidan öppnades, kanske i en annan flik.',
      en: 'You have signed out since the page was opened, perhaps in another tab.',
    });
  }
}
