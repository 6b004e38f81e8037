import { Flag, State } from '../../markup/marks.js';
import { Crumbs, PageHead } from '../../markup/page.js';
import type { CaseView } from '../../cases/cases.dto.js';
import type { Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { registerPath } from '../frame/list-parts.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  register: { sv: 'Diarium', en: 'Register' },
  confidential: { sv: 'Sekretess', en: 'Confidential' },
} satisfies Record<string, Texts>;

/** In the window's title: of what is confidential the number alone. */
export const titleOfCase = ({ caseNumber, title, confidential }: CaseView, what?: string): string =>
  [what, caseNumber, confidential ? undefined : title].filter(Boolean).join(', ');

export const CaseHead = ({
  reader: { actor, language },
  view,
  here,
}: {
  readonly reader: Reader;
  readonly view: CaseView;
  readonly here?: string;
}) => {
  const { id, caseNumber, issuer, title, state, confidential } = view;
  const isOwn = [...actor.staffOf, ...actor.readerOf].includes(issuer);
  const register = [T.register[language], isOwn ? registerPath(issuer) : '/diarium'] as const;
  return (
    <>
      <Crumbs
        language={language}
        way={here === undefined ? [register] : [register, [caseNumber, `/arenden/${id}?oppna=ja`]]}
        here={here ?? caseNumber}
      />
      <PageHead heading={here ?? title} lang={here === undefined && language !== 'sv' ? 'sv' : undefined}>
        {here !== undefined && <p>{title}</p>}
        <p class="row">
          <span class="nowrap">{caseNumber}</span>
          <State part={state === 'open' ? 4 : 8} mark={state === 'open' ? undefined : 'check'}>
            {words.case.states[state][language]}
          </State>
          {confidential && <Flag icon="lock">{T.confidential[language]}</Flag>}
        </p>
      </PageHead>
    </>
  );
};
