import type { VNode } from 'preact';
import { AboutLinks } from '../markup/about-links.js';
import { Button } from '../markup/buttons.js';
import { Facts } from '../markup/notices.js';
import { Page, PageHead, SiteName } from '../markup/page.js';
import type { DomainError, ProblemSlug } from '../rules/problem.js';
import { everyRefusal } from '../rules/refusals.js';
import type { Language, Texts } from '../rules/texts.js';
import type { ChosenFile } from './chosen-files.js';
import { problemTypes } from './problem-types.js';

const HINDERS: Texts = { sv: 'Det här hindrar:', en: 'What is in the way:' };
const WRONG: Texts = { sv: 'Det här behöver rättas:', en: 'What needs mending:' };
const CODES: Texts = { sv: 'Regler som kan ha brutits', en: 'Rules that may not have been met' };
const REFERENCE: Texts = { sv: 'Att uppge om du frågar driften', en: 'To quote to the operators' };
const KEPT: Texts = {
  sv: 'Det du skrev är inte sparat, men det finns kvar här. Stäng inte sidan. Försök igen om en stund.',
  en: 'What you wrote is not saved, but it is here. Do not close the page. Try again in a while.',
};
const KEPT_HERE: Texts = {
  sv: 'Det du skrev är inte sparat, men det finns kvar här. Stäng inte sidan. Logga in i en ny flik och försök sedan igen här.',
  en: 'What you wrote is not saved, but it is here. Do not close the page. Sign in in a new tab, and then try again here.',
};
const SIGN_IN: Texts = { sv: 'Logga in i en ny flik', en: 'Sign in in a new tab' };
const WITHOUT_FILES: Texts = {
  sv: 'Det du skrev är inte sparat, men det finns kvar här. Stäng inte sidan. Gå till formuläret igen och välj mindre filer.',
  en: 'What you wrote is not saved, but it is here. Do not close the page. Go to the form again and choose smaller files.',
};
const KEPT_UNTIL = { later: KEPT, 'signed-in': KEPT_HERE, 'without-files': WITHOUT_FILES } as const;
const FILES_LOST: Texts = {
  sv: 'Filerna följer inte med. De här behöver väljas på nytt:',
  en: 'Files do not come along. These have to be chosen anew:',
};
const TO_FORM: Texts = { sv: 'Till formuläret', en: 'To the form' };
const COPY: Texts = {
  sv: 'Det du skrev är inte sparat, men det finns kvar här. Kopiera det innan du lämnar sidan.',
  en: 'What you wrote is not saved, but it is here. Copy it before you leave the page.',
};
const AWAY: Texts = {
  sv: 'Yttra når inte det som behövs just nu. Det går oftast över på någon minut.',
  en: 'Yttra does not reach what it needs right now. That usually passes in a minute or so.',
};
const RELOAD: Texts = { sv: 'Läs om sidan då.', en: 'Reload the page then.' };
const BY_ITSELF: Texts = {
  sv: 'Sidan försöker igen av sig själv.',
  en: 'The page tries again by itself.',
};
const AGAIN: Texts = { sv: 'Försök igen', en: 'Try again' };
const YOURS: Texts = { sv: 'Det du skrev', en: 'What you wrote' };
const HOME: Texts = { sv: 'Till startsidan', en: 'To the start page' };
const ADDRESS: Texts = { sv: 'Adress', en: 'Address' };

/** A form that could not be taken, as it was sent: what was typed can be copied, and sent again where that may help. */
export interface FormSent {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Sent as a form that may have files. The files themselves are chosen anew. */
  readonly hasFiles: boolean;
  /** Those that had been chosen, as far as it is known. */
  readonly files: readonly ChosenFile[];
  /** When it can be sent as it is: once its reader has signed in again, in a while, or at once where its files were too large. */
  readonly again: 'signed-in' | 'later' | 'without-files' | undefined;
}

/** A failure for whoever meets it in a browser: what happened, everything that was wrong, and the way on. */
export function problemPage(
  error: DomainError,
  requestId: string,
  language: Language,
  sent?: FormSent,
  triesAgain = false,
): VNode {
  const { title } = problemTypes[error.slug];
  const wrong = error.invalid.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail[language]}`);
  return (
    <Page {...frameOf(title[language], language)}>
      <PageHead heading={title[language]}>
        <p class="lead">{leadOf(error, sent, triesAgain)[language]}</p>
      </PageHead>
      <Lines heading={HINDERS[language]} lines={error.reasons.map(({ detail }) => detail[language])} />
      <Lines heading={WRONG[language]} lines={wrong} />
      {sent && <SendAgain {...sent} language={language} />}
      <Facts lines={[[REFERENCE[language], <code>{requestId}</code>]]} />
      <p>
        <a href="/">{HOME[language]}</a>
      </p>
    </Page>
  );
}

/** A program is told of a header; a person of the button below, or of the page itself. */
function leadOf({ slug, detail }: DomainError, sent: FormSent | undefined, triesAgain: boolean): Texts {
  if (slug !== 'unavailable' || detail !== problemTypes[slug].remedy) return detail;
  const then = triesAgain ? BY_ITSELF : RELOAD;
  return sent ? AWAY : { sv: `${AWAY.sv} ${then.sv}`, en: `${AWAY.en} ${then.en}` };
}

/** Problems that say which rules were not met, by their codes. */
const WITH_CODES: readonly ProblemSlug[] = ['transition-refused', 'conflict', 'validation'];

/** What the `type` of a problem means, what to do about it, and the codes it may hold, for whoever writes a client. */
export function problemTypePage(slug: ProblemSlug, language: Language): VNode {
  const { title, status, remedy } = problemTypes[slug];
  return (
    <Page {...frameOf(title[language], language)}>
      <PageHead heading={title[language]}>
        <p class="lead">{remedy[language]}</p>
      </PageHead>
      <Facts
        lines={[
          ['HTTP', String(status)],
          [ADDRESS[language], <code>/problems/{slug}</code>],
        ]}
      />
      {WITH_CODES.includes(slug) && (
        <section>
          <h2>{CODES[language]}</h2>
          <Facts lines={everyRefusal().map(({ code, detail }) => [code, detail[language]])} />
        </section>
      )}
      <p>
        <a href="/docs">API</a>
      </p>
    </Page>
  );
}

const frameOf = (title: string, language: Language) => ({
  language,
  title,
  site: 'Yttra',
  width: 'text' as const,
  bar: <SiteName href="/" name="Yttra" />,
  foot: <AboutLinks language={language} />,
});

/** With the key that it had, so that what was done after all is not done twice. */
const SendAgain = ({
  path,
  fields,
  hasFiles,
  files,
  again,
  language,
}: FormSent & { readonly language: Language }) => {
  const texts = fields.filter(([name, value]) => !name.startsWith('_') && /\s/.test(value.trim()));
  if (!again && texts.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="skrivet">
      <h2 id="skrivet">{YOURS[language]}</h2>
      <p>{(again ? KEPT_UNTIL[again] : COPY)[language]}</p>
      {files.length > 0 && (
        <>
          <p>{FILES_LOST[language]}</p>
          <ul>
            {files.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        </>
      )}
      {again === 'signed-in' && (
        <p>
          <a href="/logga-in" target="_blank" rel="noopener">
            {SIGN_IN[language]}
          </a>
        </p>
      )}
      {again && (
        <form method="post" action={path} enctype={hasFiles ? 'multipart/form-data' : undefined}>
          {fields.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <Button>{(again === 'without-files' ? TO_FORM : AGAIN)[language]}</Button>
        </form>
      )}
      {texts.map(([, value]) => (
        <p class="as-written">{value}</p>
      ))}
    </section>
  );
};

const Lines = ({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <section>
      <h2>{heading}</h2>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
