import type { ProblemSlug } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';

interface ProblemType {
  readonly status: number;
  readonly title: Texts;
  /** What to do about it; shown at the problem's own address. */
  readonly remedy: Texts;
}

/** Every problem the API answers with. A new slug without a line here does not compile. */
// prettier-ignore
export const problemTypes: Readonly<Record<ProblemSlug, ProblemType>> = {
  'malformed':              { status: 400, title: { sv: 'Begäran går inte att läsa', en: 'Malformed request' },
                              remedy: { sv: 'Skicka giltig JSON i UTF-8 enligt API-beskrivningen.', en: 'Send valid JSON in UTF-8 as the API reference describes.' } },
  'unauthenticated':        { status: 401, title: { sv: 'Inloggning saknas', en: 'Not authenticated' },
                              remedy: { sv: 'Skicka en giltig åtkomstbiljett i Authorization: Bearer.', en: 'Send a valid access token as Authorization: Bearer.' } },
  'not-permitted':          { status: 403, title: { sv: 'Inte tillåtet för din roll', en: 'Not permitted' },
                              remedy: { sv: 'Be någon med rätt roll i organet, eller systemförvaltaren.', en: 'Ask someone who holds the role in that body, or the administrator.' } },
  'insufficient-assurance': { status: 403, title: { sv: 'Säkrare inloggning krävs', en: 'Higher assurance needed' },
                              remedy: { sv: 'Logga in igen med någon av de tillitsnivåer som acr_values i WWW-Authenticate anger.', en: 'Sign in again with one of the levels that acr_values in WWW-Authenticate names.' } },
  'not-found':              { status: 404, title: { sv: 'Finns inte', en: 'Not found' },
                              remedy: { sv: 'Kontrollera adressen. Det som du inte får se svarar likadant som det som saknas.', en: 'Check the address. What you may not see answers like what does not exist.' } },
  'method-not-allowed':     { status: 405, title: { sv: 'Metoden stöds inte här', en: 'Method not allowed' },
                              remedy: { sv: 'Använd en metod som API-beskrivningen nämner för adressen.', en: 'Use a method that the API reference names for the address.' } },
  'not-acceptable':         { status: 406, title: { sv: 'Formatet finns inte här', en: 'Not available in that format' },
                              remedy: { sv: 'Ange i Accept ett format som API-beskrivningen nämner för adressen.', en: 'Accept a format that the API reference names for the address.' } },
  'request-in-progress':    { status: 409, title: { sv: 'Samma begäran pågår', en: 'Request in progress' },
                              remedy: { sv: 'Vänta en stund och skicka om med samma Idempotency-Key.', en: 'Wait a moment and send it again with the same Idempotency-Key.' } },
  'transition-refused':     { status: 409, title: { sv: 'Steget går inte att ta nu', en: 'Step not possible now' },
                              remedy: { sv: 'Varje ouppfylld regel står i reasons; åtgärda dem och försök igen.', en: 'Every unmet rule is in reasons; meet them and retry.' } },
  'conflict':               { status: 409, title: { sv: 'Krockar med det som finns', en: 'Conflict' },
                              remedy: { sv: 'Se reasons: något som redan finns hindrar ändringen.', en: 'See reasons: something that exists already prevents the change.' } },
  'content-gone':           { status: 410, title: { sv: 'Filen saknas', en: 'Content gone' },
                              remedy: { sv: 'Säg till driften: filen kan hämtas ur en säkerhetskopia.', en: 'Tell the operators: the file can be brought back from a backup.' } },
  'stale-version':          { status: 412, title: { sv: 'Inaktuell version', en: 'Stale version' },
                              remedy: { sv: 'Läs om resursen, ta ställning till ändringen och skicka om med ny If-Match.', en: 'Read the resource again, look at what changed and retry with the new If-Match.' } },
  'too-large':              { status: 413, title: { sv: 'För stort', en: 'Too large' },
                              remedy: { sv: 'Minska innehållet; gränserna står i API-beskrivningen.', en: 'Send less; the API reference states the limits.' } },
  'unsupported-media-type': { status: 415, title: { sv: 'Innehållstypen stöds inte', en: 'Unsupported media type' },
                              remedy: { sv: 'Använd en innehållstyp som API-beskrivningen nämner.', en: 'Use a content type that the API reference names.' } },
  'validation':             { status: 422, title: { sv: 'Ogiltiga värden', en: 'Invalid values' },
                              remedy: { sv: 'Varje fel står i errors med fältets JSON-pekare och regeln.', en: 'Every mistake is in errors, with the JSON pointer of the field and the rule.' } },
  'too-demanding':          { status: 422, title: { sv: 'Tar för lång tid att bearbeta', en: 'Takes too long to process' },
                              remedy: { sv: 'Dela upp texten eller korta den. Inget har ändrats.', en: 'Split the text or shorten it. Nothing was changed.' } },
  'idempotency-key-reused': { status: 422, title: { sv: 'Återanvänd Idempotency-Key', en: 'Idempotency-Key reused' },
                              remedy: { sv: 'Använd en ny nyckel för varje ny begäran.', en: 'Use a new key for every new request.' } },
  'precondition-required':  { status: 428, title: { sv: 'If-Match saknas', en: 'Precondition required' },
                              remedy: { sv: 'Skicka If-Match med den ETag som du läste.', en: 'Send If-Match with the ETag that you read.' } },
  'too-many-requests':      { status: 429, title: { sv: 'För många anrop', en: 'Too many requests' },
                              remedy: { sv: 'Vänta så länge som Retry-After anger.', en: 'Wait as long as Retry-After says.' } },
  'internal':               { status: 500, title: { sv: 'Internt fel', en: 'Internal error' },
                              remedy: { sv: 'Felet är loggat. Uppge requestId till driften.', en: 'The fault is logged. Give the requestId to the operators.' } },
  'unavailable':            { status: 503, title: { sv: 'Tillfälligt otillgängligt', en: 'Temporarily unavailable' },
                              remedy: { sv: 'Försök igen efter den tid som Retry-After anger.', en: 'Try again after the time that Retry-After says.' } },
  'storage-full':           { status: 507, title: { sv: 'Lagringen är full', en: 'Storage full' },
                              remedy: { sv: 'Meddela driften. Inget har sparats.', en: 'Tell the operators. Nothing was saved.' } },
};
