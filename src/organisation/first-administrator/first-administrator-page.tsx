import type { ComponentChildren, VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Choice, ErrorSummary, TextField, type FieldError } from '../../markup/fields.js';
import { Page, PageHead, SiteName } from '../../markup/page.js';
import { NotFound, type DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { bodyKindWords } from '../body-words.js';
import { BODY_KINDS } from '../body.entity.js';
import type { FirstAdministratorBody } from './first-administrator.dto.js';

const NAMES = ['token', 'username', 'name', 'code', 'bodyName', 'kind'] as const;
type Name = (typeof NAMES)[number];

/** What a browser sends of the form; any of it may be missing. */
export type Fields = Partial<Readonly<Record<Name, string>>>;

const LABELS: Readonly<Record<Name, Texts>> = {
  token: { sv: 'Kod', en: 'Code' },
  username: { sv: 'Användarnamn', en: 'Username' },
  name: { sv: 'Namn', en: 'Name' },
  code: { sv: 'Organets kod', en: 'Code of the body' },
  bodyName: { sv: 'Organets namn', en: 'Name of the body' },
  kind: { sv: 'Slag av organ', en: 'Kind of body' },
};

const T = {
  title: { sv: 'Den första systemförvaltaren', en: 'The first administrator' },
  lead: {
    sv: 'Klistra in koden som Yttra visade i terminalen, eller lade i en fil, när tjänsten startade. Den går att använda en gång.',
    en: 'Paste the code that Yttra showed in the terminal, or left in a file, when the service was started. It can be used once.',
  },
  again: {
    sv: 'Klistra in koden igen: den sparas aldrig på sidan.',
    en: 'Paste the code again: the page never keeps it.',
  },
  usernameHint: {
    sv: 'Som inloggningstjänsten skriver det, med små bokstäver. Vet du inte? Logga in en gång först: sidan som visas då säger användarnamnet.',
    en: 'As the identity provider writes it, in lower case. You do not know it? Sign in once first: the page that is shown then says the username.',
  },
  codeHint: { sv: 'Till exempel KS', en: 'Such as KS' },
  appoint: { sv: 'Gör till systemförvaltare', en: 'Make administrator' },
  wrongCode: { sv: 'Koden stämmer inte.', en: 'The code is not right.' },
  done: { sv: 'Klart', en: 'Done' },
  signIn: { sv: 'Logga in', en: 'Sign in' },
} satisfies Record<string, Texts>;

const appointed = ({ name, username, body }: FirstAdministratorBody): Texts => ({
  sv: `${name} (${username}) är kommunens systemförvaltare, och systemförvaltare för ${body.code}. Logga in för att lägga upp organ och personer. Koden går inte att använda igen.`,
  en: `${name} (${username}) is the municipality’s administrator, and administrator of ${body.code}. Sign in to add bodies and people. The code cannot be used again.`,
});

/** Where each field of the form is in what is validated. */
const POINTERS: Readonly<Record<string, Name>> = {
  '/token': 'token',
  '/username': 'username',
  '/name': 'name',
  '/body/code': 'code',
  '/body/name': 'bodyName',
  '/body/kind': 'kind',
};

/** The code is not written back: it is pasted again. */
export function formPage(language: Language, given: Fields = {}, refused?: DomainError): VNode {
  const errors = refused ? errorsOf(refused, language) : [];
  const field = (name: Name, hint?: Texts, initially?: string) => ({
    name,
    label: LABELS[name][language],
    hint: hint?.[language],
    error: errors.find((error) => error.field === name)?.words,
    value: name === 'token' ? undefined : (given[name] ?? initially),
    required: true,
    maxLength: 200,
  });
  return (
    <Framed language={language}>
      <PageHead heading={T.title[language]}>
        <p class="lead">{T.lead[language]}</p>
      </PageHead>
      <ErrorSummary language={language} errors={errors} />
      <form class="sheet stack" method="post" action="/first-administrator/form" autocomplete="off">
        <TextField {...field('token', refused && T.again)} />
        <TextField {...field('username', T.usernameHint)} />
        <TextField {...field('name')} />
        <TextField {...field('code', T.codeHint, 'KS')} short />
        <TextField {...field('bodyName', undefined, 'Kommunstyrelsen')} />
        <Choice
          name="kind"
          label={LABELS.kind[language]}
          value={given.kind ?? 'executive-board'}
          error={errors.find((error) => error.field === 'kind')?.words}
          options={BODY_KINDS.map((kind) => [kind, bodyKindWords[kind][language]])}
        />
        <Button>{T.appoint[language]}</Button>
      </form>
    </Framed>
  );
}

export const donePage = (language: Language, appointment: FirstAdministratorBody): VNode => (
  <Framed language={language}>
    <PageHead heading={T.done[language]}>
      <p class="lead">{appointed(appointment)[language]}</p>
      <p>
        <LinkButton href="/logga-in">{T.signIn[language]}</LinkButton>
      </p>
    </PageHead>
  </Framed>
);

function errorsOf(refused: DomainError, language: Language): FieldError[] {
  if (refused instanceof NotFound) return [{ field: 'token', words: T.wrongCode[language] }];
  return refused.invalid.map(({ pointer, detail }) => {
    const field = POINTERS[pointer];
    return { field, words: `${field ? LABELS[field][language] : pointer}: ${detail[language]}` };
  });
}

interface FramedProps {
  readonly language: Language;
  readonly children: ComponentChildren;
}

const Framed = ({ language, children }: FramedProps) => (
  <Page
    language={language}
    title={T.title[language]}
    site="Yttra"
    width="text"
    bar={<SiteName href="/" name="Yttra" />}
  >
    {children}
  </Page>
);
