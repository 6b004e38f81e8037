import { caseLifecycle } from './case-lifecycle.js';
import { consultationLifecycle, VERBS_OF_THE_REFERRAL } from './consultation-lifecycle.js';
import { deliveryLifecycle, VERBS_OF_THE_WORKER } from './delivery-lifecycle.js';
import { documentLifecycle } from './document-lifecycle.js';
import { extensionLifecycle } from './extension-lifecycle.js';
import { SAID } from './lifecycle.js';
import { publicationLifecycle, VERBS_OF_THE_RECORD } from './publication-lifecycle.js';
import { referralLifecycle } from './referral-lifecycle.js';
import { statementLifecycle } from './statement-lifecycle.js';
import { webhookLifecycle } from './webhook-lifecycle.js';

/** The table of each kind of record. */
export const lifecycles = {
  case: caseLifecycle,
  referral: referralLifecycle,
  consultation: consultationLifecycle,
  statement: statementLifecycle,
  document: documentLifecycle,
  extension: extensionLifecycle,
  publication: publicationLifecycle,
  delivery: deliveryLifecycle,
  webhook: webhookLifecycle,
};

export type Kind = keyof typeof lifecycles;

/** What people may ask of a record of each kind, in the order of its table: the rest is taken by something else. */
export const verbsOn = {
  case: verbsOf(caseLifecycle),
  referral: verbsOf(referralLifecycle),
  consultation: verbsOf(consultationLifecycle, VERBS_OF_THE_REFERRAL),
  statement: verbsOf(statementLifecycle),
  document: verbsOf(documentLifecycle),
  extension: verbsOf(extensionLifecycle),
  publication: verbsOf(publicationLifecycle, VERBS_OF_THE_RECORD),
  delivery: verbsOf(deliveryLifecycle, VERBS_OF_THE_WORKER),
  webhook: verbsOf(webhookLifecycle),
} satisfies Record<Kind, readonly string[]>;

export type VerbOn<K extends Kind> = (typeof verbsOn)[K][number];

function verbsOf<Verb extends string, Other extends Verb = never>(
  lifecycle: { readonly [SAID]: { readonly verbs: Readonly<Record<Verb, unknown>> } },
  others: readonly Other[] = [],
): readonly Exclude<Verb, Other>[] {
  const isOthers = (verb: Verb): verb is Other => others.some((other) => other === verb);
  return (Object.keys(lifecycle) as Verb[]).filter((verb): verb is Exclude<Verb, Other> => !isOthers(verb));
}
