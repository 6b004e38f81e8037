import type { ComponentChildren } from 'preact';
import type { RemarkAnswersView } from '../../compilation/shared-compilations.dto.js';
import { Flag } from '../../markup/marks.js';
import { Sheet } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { standWords } from '../../rules/words.js';
import { SharedOn } from './compilation-shared.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  met: { sv: 'Så bemöttes era synpunkter', en: 'How your remarks were met' },
  metOf: { sv: 'Så bemöttes synpunkterna', en: 'How the remarks were met' },
  version: { sv: 'version', en: 'version' },
  shared: { sv: 'Sammanställningen är delad', en: 'The compilation is shared' },
  proposal: { sv: 'Förslag', en: 'Proposal' },
  notAnswered: { sv: 'Inte besvarad för sig.', en: 'Not answered by itself.' },
  noRemarks: {
    sv: 'Svaret har inga synpunkter på förslagets text.',
    en: 'The reply has no remarks on the text.',
  },
  notReplied: {
    sv: 'Svaret hade inte kommit in när version',
    en: 'The reply had not come in when version',
  },
  wasShared: { sv: 'delades.', en: 'was shared.' },
  more: { sv: 'Fler står i brevet.', en: 'The letter has more.' },
  whole: { sv: 'Läs hela sammanställningen', en: 'Read the whole compilation' },
  letter: { sv: 'Brevet (PDF)', en: 'The letter (PDF)' },
  letterInWord: { sv: 'Brevet (Word)', en: 'The letter (Word)' },
} satisfies Record<string, Texts>;

/** More than these are read in the letter. */
const SHOWN = 50;

/** How the remarks of one reply were met: on the page of the reply. */
export const MetRemarks = ({
  reader,
  answers,
  isConsultees,
}: {
  readonly reader: Reader;
  readonly answers: RemarkAnswersView;
  readonly isConsultees: boolean;
}) => {
  const { language } = reader;
  const { consultationId, referralId, number, replied, remarks, note, issuerName, sharedAt } = answers;
  const letter = `/svar/${consultationId}/handlingar/bemotta-synpunkter`;
  return (
    <Sheet id="bemotta" heading={(!replied ? T.shared : isConsultees ? T.met : T.metOf)[language]}>
      <p class="quiet">
        {issuerName}, {T.version[language]} {number}, <SharedOn at={sharedAt} reader={reader} />.
      </p>
      {note && <p class="as-written">{note}</p>}
      {!replied && <p>{`${T.notReplied[language]} ${number} ${T.wasShared[language]}`}</p>}
      {replied && remarks.length === 0 && <p>{T.noRemarks[language]}</p>}
      {remarks.slice(0, SHOWN).map(({ number: each, passage, text, proposal, stand, issuerAnswer }) => (
        <div class="stack" data-gap="s">
          <h3>
            {each}. {passage}
          </h3>
          <p class="as-written">{text}</p>
          {proposal && (
            <p class="said">
              {T.proposal[language]}: {proposal}
            </p>
          )}
          {stand && (
            <p>
              <Flag>{standWords[stand][language]}</Flag>
            </p>
          )}
          <p class={issuerAnswer === null ? 'quiet' : 'as-written'}>
            {issuerAnswer ?? T.notAnswered[language]}
          </p>
        </div>
      ))}
      {remarks.length > SHOWN && <p>{T.more[language]}</p>}
      <ul class="plain">
        <Linked href={`/remisser/${referralId}/sammanstallningar/${number}`}>{T.whole[language]}</Linked>
        {replied && <Linked href={letter}>{T.letter[language]}</Linked>}
        {replied && <Linked href={`${letter}?format=docx`}>{T.letterInWord[language]}</Linked>}
      </ul>
    </Sheet>
  );
};

const Linked = ({ href, children }: { readonly href: string; readonly children: ComponentChildren }) => (
  <li>
    <a class="ds-link" href={href}>
      {children}
    </a>
  </li>
);
