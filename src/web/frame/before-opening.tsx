import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Icon } from '../../markup/icons.js';
import { PageHead } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { staffPage, type Reader } from './staff-frame.js';

const T = {
  opening: { sv: 'Du öppnar ett sekretessmarkerat ärende', en: 'You are opening a confidential matter' },
  noted: {
    sv: 'Att du läser det antecknas i ärendets historik.',
    en: 'That you read it is noted in the history of the matter.',
  },
  open: { sv: 'Öppna ärendet', en: 'Open the matter' },
  back: { sv: 'Till min inkorg', en: 'To my inbox' },
} satisfies Record<string, Texts>;

/** Between a list and a confidential matter: nothing of it is shown yet, and so nothing has been read. */
export const beforeOpening = (reader: Reader, number: string, path: string): VNode => {
  const { language } = reader;
  return staffPage(
    reader,
    { title: number, width: 'text' },
    <>
      <PageHead
        heading={
          <>
            <Icon name="lock" /> {T.opening[language]}
          </>
        }
      >
        <p>
          {number}. {T.noted[language]}
        </p>
      </PageHead>
      <p class="row">
        <LinkButton variant="secondary" href={`${path}?oppna=ja`}>
          {T.open[language]}
        </LinkButton>
        <a href="/inkorg">{T.back[language]}</a>
      </p>
    </>,
  );
};
