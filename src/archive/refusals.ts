import { refusal } from '../rules/refusals.js';

export const because = {
  keptFromCaller: refusal(
    'archive-needs-all-of-it',
    'Ärendet kan inte arkiveras av dig. Fråga den som har hand om ärendets sekretess.',
    'You cannot archive the case. Ask whoever looks after its confidentiality.',
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
  caseOpen: refusal('its-case-is-open', (title: string) => [
    `”${title}” hör till ett ärende som inte är avslutat.`,
    `“${title}” belongs to a case that is not closed.`,
  ]),
  notDue: refusal('not-due-for-disposal', (title: string, day: string) => [
    `”${title}” får gallras tidigast ${day}.`,
    `“${title}” may be disposed of on ${day} at the earliest.`,
  ]),
  notArchived: refusal('not-archived-yet', (title: string) => [
    `”${title}” får gallras först när dess ärende har ett arkivpaket.`,
    `“${title}” may be disposed of only when its case has been packed for an archive.`,
  ]),
};
