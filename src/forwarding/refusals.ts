import { because as consultations } from '../consultations/refusals.js';
import { refusal } from '../rules/refusals.js';

export const because = {
  beforeSent: consultations.beforeSent,
  unknownDocument: consultations.unknownDocument,
  reachedByLetter: refusal(
    'reached-by-letter',
    'Avsändaren finns utanför Yttra och nåddes när brevet levererades: rätta dagen på leveransen.',
    'The sender is outside Yttra and was reached when the letter was delivered: correct the day of the delivery.',
  ),
  repliedAlready: refusal(
    'consultee-of-that-name',
    'En remissinstans med det namnet är redan tillfrågad eller har svarat: för in svaret där, eller säg att det är någon annan.',
    'A consultee of that name has been asked or has replied already: record the reply there, or say that it is somebody else.',
  ),
  beforeConfirmed: refusal('before-confirmed', (earlier: string, day: string) => [
    `${day} är före ${earlier}, då beslutet fattades eller justerades.`,
    `${day} is before ${earlier}, when it was decided or the minutes confirmed.`,
  ]),
};
