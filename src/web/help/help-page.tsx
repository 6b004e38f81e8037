import type { VNode } from 'preact';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { ROLES } from '../../rules/actor.js';
import { CONSULTATION_STATES } from '../../rules/consultation-states.js';
import { roleTitles } from '../../rules/role-words.js';
import { words } from '../../rules/words.js';
import { StateOf } from '../frame/time-left.js';
import { KEYS } from './keys.js';
import { t } from '../steps/step-field.js';
import { GLOSSARY, ROLE_HELP } from './help-texts.js';
import { publicPage, type Visitor } from './public-frame.js';

const T = {
  title: t('Hjälp', 'Help'),
  lead: t(
    'Välj din roll. Längst ned finns tangenterna och orden som används.',
    'Choose your role. At the bottom are the keys and the words that are used.',
  ),
  on: t('På sidan', 'On this page'),
  colours: t('Så läser du färgerna', 'How to read the colours'),
  coloursLead: t(
    'Färg betyder tid och inget annat. Rött är försenat, gult är ont om tid, grönt är klart. Ringen visar hur långt ärendet har kommit.',
    'Colour means time and nothing else. Red is overdue, amber is short of time, green is done. The ring shows how far the matter has come.',
  ),
  states: t('Lägena', 'The states'),
  words: t('Ord', 'Words'),
  keys: t('Tangentbord', 'Keyboard'),
  signIn: t('Logga in', 'Sign in'),
  signInLead: t(
    'Du loggar in med kommunens konto. Kommer du inte in saknar du en roll: fråga din systemförvaltare.',
    'You sign in with the municipality’s account. If you cannot get in you have no role: ask your administrator.',
  ),
  public: t('För allmänheten', 'For the public'),
  publicLead: t(
    'I det offentliga diariet kan alla läsa remisser och yttranden som är publicerade, utan att logga in. Handlingar som inte är publicerade begär du ut hos kommunen.',
    'In the public register everybody may read referrals and statements that are published, without signing in. What is not published is asked for at the municipality.',
  ),
  register: t('Till det offentliga diariet', 'To the public register'),
};

/** What each role does here, and what the words mean. */
export const helpPage = (visitor: Visitor): VNode => {
  const { language } = visitor;
  return publicPage(
    visitor,
    T.title[language],
    <>
      <p class="lead">{T.lead[language]}</p>
      <ul class="jump" aria-label={T.on[language]}>
        {ROLES.map((role) => (
          <li>
            <a href={`#${ANCHORS[role]}`}>{roleTitles[role][language]}</a>
          </li>
        ))}
        <li>
          <a href="#ord">{T.words[language]}</a>
        </li>
      </ul>
      <Sheet id="logga-in" heading={T.signIn[language]}>
        <p>{T.signInLead[language]}</p>
      </Sheet>
      {ROLES.map((role) => (
        <Sheet id={ANCHORS[role]} heading={roleTitles[role][language]}>
          <ol>
            {ROLE_HELP[role].map((line) => (
              <li>{line[language]}</li>
            ))}
          </ol>
        </Sheet>
      ))}
      <Sheet id="farger" heading={T.colours[language]}>
        <p>{T.coloursLead[language]}</p>
        <ul class="plain" aria-label={T.states[language]}>
          {CONSULTATION_STATES.filter((state) => words.consultation.states[state]).map((state) => (
            <li>
              <StateOf state={state} language={language} />
            </li>
          ))}
        </ul>
      </Sheet>
      <Sheet id="tangentbord" heading={T.keys[language]}>
        <Facts lines={KEYS.map(([keys, does]) => [keys, does[language]])} />
      </Sheet>
      <Sheet id="ord" heading={T.words[language]}>
        <Facts long lines={GLOSSARY.map(([term, means]) => [term[language], means[language]])} />
      </Sheet>
      <Sheet id="allmanheten" heading={T.public[language]}>
        <p>{T.publicLead[language]}</p>
        <p>
          <a href="/register">{T.register[language]}</a>
        </p>
      </Sheet>
    </>,
  );
};

const ANCHORS = {
  registrar: 'registrator',
  officer: 'handlaggare',
  manager: 'chef',
  secretary: 'namndsekreterare',
  reader: 'fortroendevald',
  administrator: 'systemforvaltare',
} as const;
