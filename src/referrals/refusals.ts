import { because as documents } from '../documents/refusals.js';
import { because as organisation } from '../organisation/refusals.js';
import { refusal } from '../rules/refusals.js';

export const because = {
  consultee: organisation.consultee,
  eitherBodyOrName: refusal(
    'consultee',
    'Ange ett organ i kommunen eller ett namn, inte båda.',
    'Give a body of the municipality or a name, not both.',
  ),
  issuerConsultsItself: refusal(
    'issuer-consults-itself',
    'Den som remitterar kan inte fråga sig själv.',
    'The issuer cannot consult itself.',
  ),
  unknownBody: organisation.unknownBody,
  askedTwice: refusal('asked-twice', 'Organet står redan på listan.', 'The body is on the list already.'),
  outsiderAskedTwice: refusal(
    'outsider-asked-twice',
    'En remissinstans med det namnet står redan på listan. Säg till om det är en annan.',
    'A consultee of that name is on the list already. Say so if it is another one.',
  ),
  unknownGroup: refusal('unknown-group', 'Det finns ingen sådan grupp.', 'There is no such group.'),
  unknownReferral: refusal(
    'unknown-referral',
    'Organet har ingen sådan remiss.',
    'The body has no such referral.',
  ),
  unknownDocument: documents.unknownDocument,
  attachedAlready: refusal(
    'attached-already',
    'Handlingen ingår redan.',
    'The document is in the packet already.',
  ),
};
