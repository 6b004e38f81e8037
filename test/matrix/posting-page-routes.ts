/** A form of a page: what each standing of page-routes.ts is answered, in that order, `+` being whoever may. */
export interface PostLine {
  readonly answers: string;
  readonly at?: string;
  /** What the form says, besides a version that nothing has: whoever may is told that, or what else is wrong with it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The name of a file that comes last in the form. */
  readonly file?: string;
  /** What everybody may do for themselves: sent with the token of another session, so that it is not done. */
  readonly withoutToken?: true;
}

type More = Omit<PostLine, 'answers' | 'at'>;
const line = (answers: string, at?: string, more: More = {}): PostLine => ({
  answers,
  ...(at !== undefined && { at }),
  ...more,
});
const absent = (at?: string) => line('303 404 404 404 404 404 404 404', at);
/** Whoever is signed out is given back what a page of ours held. */
const own = (at?: string) => line('401 403 403 403 403 403 403 403', at, { withoutToken: true });
/** The referring board's registrar; the one that is asked sees the matter, and is refused. */
const issuersRegistrar = (at: string, fields?: More['fields']) =>
  line('303 + 403 403 403 404 404 404', at, fields && { fields });
const consulteesRegistrar = (at: string, fields: More['fields']) =>
  line('303 403 + 403 403 404 404 404', at, fields && { fields });
/** Of the work on a statement the referring board and readers are told nothing; others of the staff see it, and may not. */
const itsOfficer = (at: string, fields?: More['fields']) =>
  line('303 404 403 + 404 404 404 404', at, fields && { fields });

/** `{consultation}`, `{referral}`, `{case}`, `{draft}` and `{document}` are of what page-routes.test.ts makes. */
// prettier-ignore
export const postingPageRoutes: Readonly<Record<string, PostLine>> = {
  // Somebody is an administrator already.
  '/first-administrator/form':                          line('404 404 404 404 404 404 404 404'),
  '/logga-in':                                          line('404 404 404 404 404 404 404 404', undefined, { fields: { persona: 'nobody-is-called-so' } }),
  // Leads to sign in, and ends no session without its token.
  '/logga-ut': line('303 303 303 303 303 303 303 303', undefined, { withoutToken: true }),
  '/mitt/logga-ut-overallt':                            own(),
  '/mitt/utseende':                                     own(),
  '/mitt/kalender':                                     own(),
  '/mitt/kalender/{id}': own('/mitt/kalender/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10'),
  '/mitt/sokningar':                                    own(),
  '/mitt/sokningar/{id}': own('/mitt/sokningar/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10'),
  // Of one's own body; of another it is not there.
  '/mitt/ersattare/{body}':                             line('303 404 + + 404 404 404 404', '/mitt/ersattare/TSN'),
  '/mitt/ersattare/{body}/{id}':                        absent(),
  '/inkorg': line('401 403 403 403 403 403 403 403', undefined, { withoutToken: true, fields: { gor: 'registrera' } }),
  '/inkorg/besked':                                     own(),
  '/inkorg/{queue}':                                    absent(),

  '/diarium/{body}/nytt-arende':                        line('303 404 + 404 404 404 404 404'),
  '/arenden/{id}/{step}':                               issuersRegistrar('/arenden/{case}/andra'),
  '/anstand/{id}/{step}': absent(),
  '/publiceringar/{id}/{step}': absent(),
  '/handlingar/{id}/{step}':                            line('303 + 404 404 404 404 404 404', '/handlingar/{document}/ratta'),
  '/remisser/ny': line('303 + 403 403 403 404 404 404', undefined, { fields: { caseId: '{case}', title: 'Remiss', copyFrom: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10' } }),
  '/remisser/{id}/{step}':                              issuersRegistrar('/remisser/{referral}/avsluta'),
  '/remisser/{id}/utkast/{step}':                       line('303 + 404 404 404 404 404 404', '/remisser/{draft}/utkast/missiv'),
  // Not shared: the one that is asked is refused, as it is the page.
  '/remisser/{id}/sammanstallning': issuersRegistrar('/remisser/{referral}/sammanstallning', { synpunkt: 'svar-{consultation}-9999', 'svar-{consultation}-9999': 'Svar' }),
  '/remisser/{id}/sammanstallning/avsnitt': issuersRegistrar('/remisser/{referral}/sammanstallning/avsnitt', { vad: 'sammanfatta-1' }),

  '/svar/{id}/{step}': consulteesRegistrar('/svar/{consultation}/ratta-numret', { caseNumber: 'TSN 2026/900', reason: 'Fel nummer' }),
  '/svar/{id}/meddelanden/{messageId}/aterta':          absent(),
  // Nothing has been put off there.
  '/svar/{id}/ratta-bordlaggning/{number}':             absent('/svar/{consultation}/ratta-bordlaggning/1'),
  '/svar/{id}/yttrande': itsOfficer('/svar/{consultation}/yttrande'),
  '/svar/{id}/yttrande/arbetskopia':                    itsOfficer('/svar/{consultation}/yttrande/arbetskopia'),
  '/svar/{id}/yttrande/arbetskopia/kasta':              itsOfficer('/svar/{consultation}/yttrande/arbetskopia/kasta'),
  '/svar/{id}/yttrande/fil': line('303 404 403 + 404 404 404 404', '/svar/{consultation}/yttrande/fil', { file: 'tjansteskrivelse.txt' }),
  '/svar/{id}/yttrande/jamka': itsOfficer('/svar/{consultation}/yttrande/jamka', { typed: '{}', found: '{}' }),
  '/svar/{id}/yttrande/las-in': itsOfficer('/svar/{consultation}/yttrande/las-in', { typed: '{}', found: '{}' }),
  '/svar/{id}/yttrande/rubriker': itsOfficer('/svar/{consultation}/yttrande/rubriker'),
  '/tjansteskrivelser/{body}':                          line('303 404 404 + 404 404 404 404'),
  '/tjansteskrivelser/{body}/las-in':                   line('303 404 404 + 404 404 404 404'),
  '/tjansteskrivelser/{body}/rubriker':                 line('303 404 404 + 404 404 404 404'),

  // Whoever sees the matter is told that the secretary takes it off and decides it.
  '/sammantraden/{body}/{meeting}': line('303 403 403 403 403 404 404 404', '/sammantraden/tsn/{meeting}', { fields: { gor: 'ta-bort', arende: '{consultation}' } }),
  '/sammantraden/{body}/{meeting}/justera': line('303 404 + + 404 404 404 404', '/sammantraden/tsn/{meeting}/justera', { fields: { gor: 'expediera' } }),
  '/sammantraden/{body}/{meeting}/beslut/{id}': line('303 403 403 403 403 404 404 404', '/sammantraden/tsn/{meeting}/beslut/{consultation}', { fields: { outcome: 'as-proposed', section: '84' } }),

  '/forvaltning/drift':                                 line('401 404 404 404 404 404 404 403', undefined, { withoutToken: true }),
  '/forvaltning/{section}/{record}':                    absent(),
  '/forvaltning/{section}/{record}/{part}':             line('303 404 + + 404 404 404 404', '/forvaltning/grupper/TSN/ny'),
  '/forvaltning/{section}/{record}/{part}/{form}':      absent(),
  '/forvaltning/sammantradeskalender/{body}/las-in':    absent(),
  '/forvaltning/sammantradeskalender/{body}/las-in/spara': absent(),
  '/forvaltning/handlingar/{body}/{kind}/logotyp':      line('303 404 + 404 404 404 404 +', '/forvaltning/handlingar/TSN/staff-report/logotyp'),
  '/forvaltning/handlingar/{body}/{kind}/word-mall':    line('303 404 + 404 404 404 404 +', '/forvaltning/handlingar/TSN/staff-report/word-mall'),
};
