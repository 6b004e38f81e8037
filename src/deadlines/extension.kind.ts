import { kind } from '../changes/step.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { consultationIsVisible, extensionIsVisible } from '../identity/visibility.js';
import { extensionLifecycle, type ExtensionFacts, type ExtensionVerb } from '../rules/extension-lifecycle.js';
import { Extension } from './extension.entity.js';
import { readExtension } from './read-extensions.js';

export const EXTENSION = kind({
  name: 'extension',
  entity: Extension,
  visible: () => extensionIsVisible,
  /** The consultation, then the extension: the order that everyone takes. */
  lock: async (change, id) => {
    const { consultationId } = await readExtension(change.tx, change.caller, id);
    const consultation = await change.lock(Consultation, consultationId, consultationIsVisible);
    const extension = await change.lock(Extension, id, extensionIsVisible);
    return extension.of(consultation);
  },
  lifecycle: extensionLifecycle,
  subject: ({ consultation }: Extension) => consultation.subject,
  occasion: ({ consultation }: Extension, verb) => aboutExtension(consultation, verb),
  facts: (_change, { consultation }: Extension): ExtensionFacts => ({
    consultationState: consultation.state,
  }),
  read: ({ tx, caller }, id) => readExtension(tx, caller, id),
});

/** How the audit trail files it: the request is the consultee's, the answer the issuer's. */
export const aboutExtension = (consultation: Consultation, verb: ExtensionVerb | 'request') => ({
  verb: `${verb}-extension`,
  body: ['grant', 'refuse', 'correct'].includes(verb)
    ? answeringBody(consultation)
    : (consultation.consulteeCode ?? consultation.issuerCode),
  ...consultation.about,
});

/** Whose act an answer is. What a sender outside Yttra answers, the consultee itself records. */
export const answeringBody = ({ issuerCode, consulteeCode }: Consultation): string | null =>
  issuerCode ?? consulteeCode;
