import type { ComponentChildren, VNode } from 'preact';
import type { Appearance } from '../../http/chosen-looks.js';
import { AboutLinks } from '../../markup/about-links.js';
import { Page, PageHead, SiteName } from '../../markup/page.js';
import type { Language } from '../../rules/texts.js';

/** Who reads a page that is open to everybody. */
export interface Visitor {
  readonly language: Language;
  readonly appearance: Appearance;
  readonly municipality: string | undefined;
}

/** The frame of what everybody may read: whoever has signed in comes back to their own by its name in the bar. */
export const publicPage = (
  { language, appearance, municipality }: Visitor,
  heading: string,
  content: ComponentChildren,
): VNode => (
  <Page
    language={language}
    title={heading}
    site={municipality === undefined ? 'Yttra' : `Yttra, ${municipality}`}
    width="text"
    scheme={appearance}
    bar={<SiteName href="/" name="Yttra" part={municipality} />}
    foot={<AboutLinks language={language} />}
  >
    <PageHead heading={heading} />
    {content}
  </Page>
);
