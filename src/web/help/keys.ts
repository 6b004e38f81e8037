import type { Texts } from '../../rules/texts.js';
import { t } from '../steps/step-field.js';

/** Those of ours, which can be turned off; then what the browser gives by itself, since everything is a link, a field or a button. */
export const KEYS: readonly (readonly [keys: string, Texts])[] = [
  ['Ctrl + K', t('Sök, på vilken sida som helst', 'Search, on any page')],
  ['J, K', t('I en lista: till nästa eller förra ärendet', 'In a list: to the next or the previous matter')],
  ['X', t('I en lista: markera ärendet', 'In a list: mark the matter')],
  ['. (punkt)', t('I en lista: tryck på radens knapp', 'In a list: press the button of the row')],
  ['Ctrl + S', t('När du skriver ett yttrande: spara', 'When you write a statement: save')],
  ['Alt + ↑ ↓', t('I en att-sats: flytta den uppåt eller nedåt', 'In a clause: move it up or down')],
  [
    'Tab',
    t(
      'Till nästa länk, fält eller knapp (Skift + Tab till den förra)',
      'To the next link, field or button (Shift + Tab to the one before)',
    ),
  ],
  ['Enter', t('Följ länken eller tryck på knappen', 'Follow the link or press the button')],
  ['Mellanslag', t('Kryssa i en ruta, fäll ut eller ihop', 'Tick a box, unfold or fold')],
  ['Tab, Enter', t('Först på varje sida: hoppa till innehållet', 'First on every page: skip to the content')],
  ['↑ ↓', t('Välj i en lista eller mellan alternativ', 'Choose in a list or between alternatives')],
];
