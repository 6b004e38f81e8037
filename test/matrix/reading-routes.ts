import type { Kind } from './kinds.js';

/** An operation that reads. */
export interface Reading {
  /** What its path names; null for a list of all there is. */
  readonly of: Kind | null;
  /** Its table in who-sees-what.md. */
  readonly view: string;
  /** What it lists, where each item is held to the tables too. */
  readonly lists?: Kind;
  /** Another system reads it only if its scopes name it: what people may read by their role. */
  readonly named?: true;
}

const all = (lists: Kind): Reading => ({ of: null, view: 'body', lists });
const one = (of: Kind, view: string = of, lists?: Kind): Reading => ({ of, view, ...(lists && { lists }) });
const byRole = (reading: Reading): Reading => ({ ...reading, named: true });

/** Answers without a token. */
export const OPEN = [
  'GET /api-info',
  'POST /first-administrator',
  // Everybody's own: test/e2e/saved-searches.test.ts.
  'POST /me/saved-searches',
  'DELETE /me/saved-searches/{id}',
];

// prettier-ignore
export const readingRoutes: Readonly<Record<string, Reading>> = {
  'GET /me':                                               { of: null, view: 'body' },
  // What the lists of cases and consultations find, by their own queries: test/e2e/searching.test.ts.
  'GET /search':                                           { of: null, view: 'body' },
  'GET /me/queues':                                        { of: null, view: 'body' },
  // Everybody's own: test/e2e/saved-searches.test.ts.
  'GET /me/saved-searches':                                { of: null, view: 'body' },
  'GET /cases':                                            all('case'),
  'GET /consultations':                                    all('consultation'),
  // Those of the caller's bodies alone, of all that the caller sees: test/e2e/worklist.test.ts.
  'GET /referrals':                                        { of: null, view: 'body' },
  'GET /documents':                                        all('document'),
  'GET /deliveries':                                       all('delivery'),
  'GET /inbox':                                            all('inbox item'),
  'GET /webhooks':                                         all('webhook'),
  'GET /publications':                                     all('publication'),
  'GET /api-clients':                                      all('api client'),
  'GET /calendar-feeds':                                   all('feed'),
  'GET /bodies':                                           all('body'),
  'GET /audit-trail':                                      { of: null, view: 'administration' },
  'GET /audit-checks':                                     { of: null, view: 'administration' },
  'GET /audit-checks/{id}':                                byRole(one('audit check')),

  'GET /cases/{id}':                                       one('case'),
  'GET /cases/{id}/referrals':                             one('case', 'case', 'referral'),
  'GET /cases/{id}/consultations':                         one('case', 'case', 'consultation'),
  'GET /cases/{id}/audit-trail':                           byRole(one('case', 'audit trail')),
  'GET /cases/{id}/audit-trail/export':                    byRole(one('case', 'audit trail')),

  'GET /cases/{id}/archive-packages':                      byRole(one('case', 'archive packages')),
  'GET /consultations/{id}/archive-packages':              byRole(one('consultation', 'archive packages of a consultee')),
  'GET /archive-packages/{id}':                            byRole(one('archive package')),
  'GET /archive-packages/{id}/content':                    byRole(one('archive package')),

  'GET /referrals/{id}':                                   one('referral'),
  'GET /referrals/{id}/documents':                         one('referral', 'referral', 'document'),
  // The letter; the compilation is for those who read it as a view: test/e2e/papers.test.ts.
  'GET /referrals/{id}/papers/{kind}':                     one('referral'),
  'GET /referrals/{id}/packets':                           one('referral'),
  'GET /referrals/{id}/replies':                           byRole(one('referral', 'replies')),
  'GET /referrals/{id}/plans':                             byRole(one('referral', 'replies')),
  'GET /referrals/{id}/compilations':                      one('referral'),
  'GET /referrals/{id}/compilations/{version}':            one('compilation'),
  'GET /referrals/{id}/compilation':                       byRole(one('referral', 'replies')),

  // Whoever may read the paper that it makes, and nobody else: test/e2e/paper-jobs.test.ts.
  'GET /paper-jobs/{id}':                                  { of: null, view: 'body' },

  'GET /consultations/{id}':                               one('consultation'),
  'GET /consultations/{id}/messages':                      one('consultation', 'messages'),
  'GET /consultations/{id}/statement':                     one('consultation', 'statement'),
  // What the statement shows; an extract of the minutes only once there is a decision: test/e2e/papers.test.ts.
  'GET /consultations/{id}/papers/{kind}':                 one('consultation', 'statement'),
  'GET /consultations/{id}/remark-answers':                one('consultation', 'remark answers'),
  'GET /consultations/{id}/papers/remark-answers':         one('consultation', 'letter on remarks'),
  'GET /consultations/{id}/statement/versions':            one('consultation', 'work'),
  'GET /consultations/{id}/statement/versions/{version}':  one('consultation', 'work'),
  'GET /consultations/{id}/statement/versions/{version}/diff': one('consultation', 'work'),
  'GET /consultations/{id}/statement/versions/{version}/comparison': one('consultation', 'work'),
  // Each their own: test/e2e/working-copies.test.ts.
  'GET /consultations/{id}/statement/working-copy':        one('consultation', 'work'),
  'GET /consultations/{id}/corrections':                   one('consultation', 'corrections'),
  'GET /consultations/{id}/reservations':                  one('consultation'),
  'GET /consultations/{id}/deliveries':                    one('consultation', 'consultation', 'delivery'),
  'GET /consultations/{id}/dispatches':                    one('consultation', 'dispatches', 'dispatch'),
  'GET /consultations/{id}/extensions':                    one('consultation', 'consultation', 'extension'),
  'GET /consultations/{id}/signature-requests':            one('consultation', 'consultation', 'signature request'),
  'GET /consultations/{id}/plan':                          one('consultation', 'plan'),
  'GET /consultations/{id}/reminders':                     one('consultation'),

  'GET /dispatches/{id}':                                  one('dispatch'),
  'GET /dispatches/{id}/paper':                            one('dispatch'),
  'GET /signature-requests/{id}/paper':                    one('signature request'),
  'GET /extensions/{id}':                                  one('extension'),
  'GET /documents/{id}':                                   one('document'),
  'GET /documents/{id}/content':                           one('document'),
  'GET /documents/{id}/reply-proposal':                    one('document'),
  'GET /deliveries/{id}':                                  one('delivery'),
  'GET /inbox/{id}':                                       one('inbox item', 'inbox'),
  'GET /inbox/{id}/reminders':                             one('inbox item', 'reminder lines'),
  'GET /publications/{id}':                                one('publication'),
  'GET /webhooks/{id}':                                    one('webhook'),
  'GET /webhooks/{id}/deliveries':                         one('webhook', 'webhook', 'delivery'),
  'GET /api-clients/{id}':                                 one('api client'),
  'GET /api-clients/{id}/keys/{prefix}':                   one('api key', 'api client'),
  'GET /calendar-feeds/{id}':                              one('feed'),

  'GET /bodies/{code}':                                    one('body'),
  'GET /bodies/{code}/meetings':                           one('body', 'body', 'meeting'),
  'GET /bodies/{code}/meetings/{id}':                      one('meeting', 'body'),
  'GET /bodies/{code}/meetings/{id}/papers/{kind}':        one('meeting', 'body'),
  'GET /bodies/{code}/reminder-settings':                  one('body'),
  'GET /bodies/{code}/paper-forms/{kind}':                 one('body'),
  'GET /bodies/{code}/report-headings':                   one('body'),
  'GET /bodies/{code}/word-templates/{kind}':              one('body'),
  'GET /bodies/{code}/word-templates/{kind}/sample':       one('body'),
  'GET /bodies/{code}/consultee-groups':                   one('body', 'body', 'group'),
  'GET /bodies/{code}/consultee-groups/{id}':              one('group'),
  'GET /bodies/{code}/audit-trail':                        byRole(one('body', 'administration')),
  'GET /bodies/{code}/register':                          byRole(one('body', 'register')),
  'GET /bodies/{code}/papers/register-list':              byRole(one('body', 'register')),
  'GET /bodies/{code}/retention-rules':                   byRole(one('body', 'retention')),
  'GET /bodies/{code}/due-disposals':                     byRole(one('body', 'retention')),
  'GET /bodies/{code}/statistics':                        byRole(one('body', 'register')),
  'GET /bodies/{code}/decisions-to-report':               byRole(one('body', 'register')),
  'GET /bodies/{code}/refused-attempts':                   byRole(one('body', 'refused attempts')),
  'GET /bodies/{code}/people':                             byRole(one('body', 'people', 'person')),
  'GET /bodies/{code}/people/{username}':                  byRole(one('person', 'people')),
  'GET /bodies/{code}/stand-ins':                          byRole(one('body', 'people', 'stand-in')),
  'GET /bodies/{code}/stand-ins/{id}':                     byRole(one('stand-in', 'people')),
};
