import { refusal } from '../rules/refusals.js';

export const because = {
  keptFromCaller: refusal(
    'archive-needs-all-of-it',
    'Ärendet kan inte arkiveras av dig. Fråga den som har hand om ärendets sekretess.',
    'You cannot archive the case. Ask whoever looks after its confidentiality.',
  ),
  reopened: refusal(
    'case-was-reopened',
    'Ärendet pågår igen; paketet skrivs när det är slut.',
    'The case goes on again; the package is written when it has ended.',
  ),
  ruleExists: refusal(
    'retention-rule-exists',
    'Organet har redan ett gallringsbeslut för handlingstypen; ta bort det först.',
    'The body has a decision on that kind of document already; remove it first.',
  ),
  keptByDefault: refusal('kept-by-default', (title: string) => [
    `”${title}” bevaras: organet har inget gallringsbeslut för handlingstypen, eller så är den redan gallrad.`,
    `“${title}” is kept: the body has no decision to dispose of its kind, or it has been disposed of already.`,
  ]),
  dispatched: refusal('document-was-dispatched', (title: string) => [
    `”${title}” har expedierats med ett yttrande, vars kontrollsumma gäller den också; den bevaras.`,
    `“${title}” was dispatched with a statement whose checksum is over it too; it is kept.`,
  ]),
  shared: refusal('document-has-reached-others', (title: string) => [
    `”${title}” har kommit till ett annat organ med en remiss eller ett meddelande och är också dess handling; den bevaras.`,
    `“${title}” has come to another body with a referral or a message and is its document too; it is kept.`,
  ]),
  caseOpen: refusal('its-case-is-open', (title: string) => [
    `”${title}” hör till ett ärende som inte är avslutat.`,
    `“${title}” belongs to a case that is not closed.`,
  ]),
  notDue: refusal('not-due-for-disposal', (title: string, day: string) => [
    `”${title}” får gallras tidigast ${day}.`,
    `“${title}” may be disposed of on ${day} at the earliest.`,
  ]),
  notArchived: refusal('not-archived-yet', (title: string) => [
    `”${title}” får gallras först när den finns i ett arkivpaket som är gjort efter att ärendet avslutades, och som någon har hämtat.`,
    `“${title}” may be disposed of only when it is in a package that was made after its case was closed, and that somebody has fetched.`,
  ]),
};
