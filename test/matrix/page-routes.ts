/** Who asks for a page, in the order of the answers below. */
export const STANDINGS = [
  'nobody',
  'ks-registrator',
  'tsn-registrator',
  'tsn-handlaggare',
  'tsn-lasare',
  'bin-handlaggare',
  'bin-registrator',
  'admin',
] as const;

/** What each of them is answered, and of which address where the route names more than a record. */
export interface PageLine {
  readonly answers: string;
  readonly at?: string;
}

const line = (answers: string, at?: string): PageLine => ({ answers, ...(at !== undefined && { at }) });
const everybody = (status: number, at?: string) => line(Array(8).fill(status).join(' '), at);
/** Nobody is sent to sign in; whoever has is answered. */
const signedIn = line('303 200 200 200 200 200 200 200');
/** Who sees the matter: the referring board and the one that is asked; never another board, nor an administrator. */
const matter = (at?: string) => line('303 200 200 200 200 404 404 404', at);
/** The work at TSN, which its readers and the referring board do not see. */
const work = (at?: string) => line('303 404 200 200 404 404 404 404', at);
/** The register of TSN and what is drawn from it. */
const register = line('303 404 200 200 200 404 404 404');
/** What KS has not sent. */
const atTheIssuer = (at?: string) => line('303 200 404 404 404 404 404 404', at);
/** Of a record that is not there: nobody hears so before having signed in. Who sees one stands in a story of its own. */
const absent = (at?: string) => line('303 404 404 404 404 404 404 404', at);
/** An address of a form leads to its page, whatever is there and whoever asks. */
const led = everybody(303);
const ledFrom = (at: string) => everybody(303, at);

/** `{consultation}`, `{referral}`, `{case}`, `{draft}` and `{document}` are of what page-routes.test.ts makes. */
// prettier-ignore
export const pageRoutes: Readonly<Record<string, PageLine>> = {
  '/':                                                  everybody(302),
  '/docs':                                              everybody(200),
  '/hjalp':                                             everybody(200),
  '/tillganglighet':                                    everybody(200),
  '/logga-in':                                          everybody(200),
  // Only where people sign in elsewhere: test/e2e/oidc-pages.test.ts.
  '/logga-in/fortsatt':                                 everybody(404),
  '/logga-in/svar':                                     everybody(404),
  // Somebody is an administrator already.
  '/first-administrator':                               everybody(404),
  '/demo/mail':                                         everybody(200),
  '/style/{file}':                                      everybody(404),
  '/problems/{slug}':                                   everybody(404),
  '/.well-known/security.txt':                          everybody(404),
  '/health/live':                                       everybody(200),
  '/health/ready':                                      everybody(200),
  '/metrics':                                           everybody(200),
  '/datasets/dcat':                                     everybody(303),
  '/calendar/{file}':                                   everybody(404),
  '/register':                                          everybody(200),
  '/register/{list}':                                   everybody(404),
  '/register/{list}/{id}':                              everybody(404),

  '/inkorg/besked':                                     signedIn,
  '/inkorg':                                            line('303 200 200 200 303 200 200 303'),
  '/inkorg/{queue}':                                    absent(),
  '/sok':                                               signedIn,
  '/mitt':                                              signedIn,
  '/mitt/kalender':                                     signedIn,
  '/mitt/utseende':                                     led,
  '/mitt/logga-ut-overallt':                            led,
  '/mitt/kalender/{id}':                                led,
  '/mitt/sokningar':                                    led,
  '/mitt/sokningar/{id}':                               led,
  '/mitt/ersattare/{body}':                             work('/mitt/ersattare/TSN'),
  '/mitt/ersattare/{body}/{id}':                        absent(),
  '/statistik':                                         line('303 200 200 200 200 200 200 404'),
  '/statistik/{file}':                                  absent(),

  '/diarium':                                           line('303 303 303 303 303 303 303 404'),
  '/diarium/{body}':                                    register,
  '/diarium/{body}/diarieforteckning':                  register,
  '/diarium/{body}/diarium.csv':                        register,
  '/diarium/{body}/nytt-arende':                        line('303 404 200 404 404 404 404 404'),
  '/arenden/{id}':                                      matter('/arenden/{case}'),
  '/arenden/{id}/{step}':                               matter('/arenden/{case}/andra'),
  '/arkivpaket/{id}':                                   absent(),
  '/handlingar/{id}':                                   atTheIssuer('/handlingar/{document}'),
  '/handlingar/{id}/om':                                atTheIssuer('/handlingar/{document}/om'),
  '/handlingar/{id}/{step}':                            atTheIssuer('/handlingar/{document}/sekretessmarkera'),

  '/remisser':                                          signedIn,
  '/remisser/remisser.csv':                             signedIn,
  // Shows the boards and cases that the reader may refer for, which may be none: begin-draft refuses the rest.
  // Who may refer for no body is told so; test/e2e/draft-pages.test.ts.
  '/remisser/ny':                                       signedIn,
  '/remisser/{id}':                                     line('303 200 303 303 303 404 404 404', '/remisser/{referral}'),
  '/remisser/{id}/{step}':                              matter('/remisser/{referral}/forlang'),
  '/remisser/{id}/utkast/{step}':                       atTheIssuer('/remisser/{draft}/utkast/arende'),
  '/remisser/{id}/handlingar/{paper}':                  matter('/remisser/{referral}/handlingar/missiv'),
  // Not shared: refused to those who see the referral.
  '/remisser/{id}/sammanstallning':                     line('303 200 403 403 403 404 404 404', '/remisser/{referral}/sammanstallning'),
  '/remisser/{id}/sammanstallning/avsnitt':             line('303 200 403 403 403 404 404 404', '/remisser/{referral}/sammanstallning/avsnitt'),
  '/remisser/{id}/sammanstallningar/{number}':          absent('/remisser/{referral}/sammanstallningar/1'),

  '/svar/{id}':                                         matter('/svar/{consultation}'),
  '/svar/{id}/{step}':                                  matter('/svar/{consultation}/sekretessmarkera'),
  '/svar/{id}/ratta-bordlaggning/{number}':             absent('/svar/{consultation}/ratta-bordlaggning/1'),
  '/svar/{id}/yttrande':                                matter('/svar/{consultation}/yttrande'),
  '/svar/{id}/yttrande/fil':                            ledFrom('/svar/{consultation}/yttrande/fil'),
  '/svar/{id}/yttrande/las-in':                         ledFrom('/svar/{consultation}/yttrande/las-in'),
  '/svar/{id}/yttrande/rubriker':                       ledFrom('/svar/{consultation}/yttrande/rubriker'),
  '/svar/{id}/yttrande/jamka':                          ledFrom('/svar/{consultation}/yttrande/jamka'),
  '/svar/{id}/yttrande/arbetskopia':                    work('/svar/{consultation}/yttrande/arbetskopia'),
  '/svar/{id}/yttrande/versioner':                      work('/svar/{consultation}/yttrande/versioner'),
  '/svar/{id}/yttrande/versioner/{number}':             work('/svar/{consultation}/yttrande/versioner/1'),
  '/svar/{id}/yttrande/versioner/{number}/handling':    work('/svar/{consultation}/yttrande/versioner/1/handling'),
  '/svar/{id}/handlingar/{paper}':                      work('/svar/{consultation}/handlingar/tjansteskrivelse'),
  '/svar/{id}/handlingar/underskrift/{request}':        absent(),
  '/svar/{id}/meddelanden/{messageId}/aterta':          absent(),
  '/publiceringar/{id}/{step}':                        absent(),
  '/anstand/{id}/{step}':                               absent(),
  '/tjansteskrivelser/{body}':                          line('303 404 404 200 404 404 404 404'),
  '/tjansteskrivelser/{body}/las-in':                   led,
  '/tjansteskrivelser/{body}/rubriker':                 led,

  '/sammantraden':                                      signedIn,
  '/sammantraden/{body}':                               signedIn,
  '/sammantraden/{body}/{meeting}':                     signedIn,
  '/sammantraden/{body}/{meeting}/justera':             line('303 404 200 200 404 404 404 404'),
  '/sammantraden/{body}/{meeting}/beslut':              led,
  '/sammantraden/{body}/{meeting}/beslut/{id}':         work('/sammantraden/tsn/{meeting}/beslut/{consultation}'),

  // A reader keeps nothing there.
  '/forvaltning':                                       line('303 200 200 200 404 200 200 200'),
  '/forvaltning/drift':                                 line('303 404 404 404 404 404 404 200'),
  '/forvaltning/{section}':                             line('303 404 200 404 404 404 404 200', '/forvaltning/personer?namnd=TSN'),
  '/forvaltning/{section}/{record}':                    absent(),
  '/forvaltning/{section}/{record}/{part}':             line('303 404 200 200 404 404 404 404', '/forvaltning/grupper/TSN/ny'),
  '/forvaltning/{section}/{record}/{part}/{form}':      absent(),
  '/forvaltning/sammantradeskalender/{body}/las-in':    absent(),
  '/forvaltning/sammantradeskalender/{body}/las-in/spara': absent(),
  '/forvaltning/handlingar/{body}/{kind}/exempel.docx': absent(),
  '/forvaltning/handlingar/{body}/{kind}/mall.docx':    absent(),
};
