import { DomainError } from '../rules/problem.js';

/** Of what there was a decision to dispose of, and somebody did. */
export const disposedOf = (): DomainError =>
  new DomainError('content-gone', {
    sv: 'Handlingen är gallrad. Vad den hette och när den gallrades står kvar.',
    en: 'The document has been disposed of. What it was called and when that was done still stands.',
  });
