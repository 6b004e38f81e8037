/** Plurals that are not made by adding an `s`. */
const SINGULARS: Readonly<Record<string, string>> = {
  bodies: 'body',
  deliveries: 'delivery',
  dispatches: 'dispatch',
  inbox: 'inbox-item',
  people: 'person',
  replies: 'reply',
  'unasked-replies': 'unasked-reply',
};

/** What would be named like the reading of another, or as if there could be several. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  'get /referrals/{id}/compilations/{version}': 'readSharedReferralCompilation',
  'post /inbox/{id}/read': 'markInboxItemAsRead',
  'post /consultations/{id}/request-signatures': 'requestConsultationSignatures',
  'post /first-administrator': 'appointFirstAdministrator',
};

/** Names that end in `s` and yet are one thing. */
const ONE_THING = ['reminder-settings'];

const singularOf = (collection: string): string =>
  SINGULARS[collection] ?? (ONE_THING.includes(collection) ? collection : collection.replace(/s$/, ''));
const isCollection = (segment: string): boolean =>
  segment in SINGULARS || (segment.endsWith('s') && !ONE_THING.includes(segment));

const camel = (words: string): string =>
  words.replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (words: string): string => (words === '' ? '' : camel(`-${words}`));

/**
 * What a generated client calls an operation: verb and object, made of method and path as the contract fixes them, so
 * that a name changes only when its address does. `POST /consultations/{id}/correct-registration` is
 * `correctConsultationRegistration`, `GET /bodies/{code}/meetings/{date}` is `readBodyMeeting`.
 */
export function operationIdOf(method: string, path: string): string {
  const own = OWN_NAMES[`${method} ${path}`];
  if (own !== undefined) return own;
  const segments = path.split('/').slice(1);
  const last = segments.at(-1)!;
  const endsInName = last.startsWith('{');
  const isStep = method === 'post' && !endsInName && !isCollection(last);
  const object = objectOf(isStep ? segments.slice(0, -1) : segments, method === 'post' && !isStep);
  if (isStep) {
    const [verb, ...rest] = last.split('-');
    return `${verb}${object}${pascal(rest.join('-'))}`;
  }
  return `${verbOf(method, endsInName || !isCollection(last), segments.length)}${object}`;
}

function objectOf(segments: readonly string[], one: boolean): string {
  const nouns = segments.flatMap((segment, index) => {
    if (segment.startsWith('{')) return [];
    const next = segments[index + 1];
    return pascal(next?.startsWith('{') || (next === undefined && one) ? singularOf(segment) : segment);
  });
  return nouns.join('');
}

function verbOf(method: string, isOne: boolean, depth: number): string {
  if (method === 'get') return isOne ? 'read' : 'list';
  if (method === 'post') return depth === 1 ? 'create' : 'add';
  return { put: 'replace', patch: 'edit', delete: 'remove' }[method] ?? method;
}
