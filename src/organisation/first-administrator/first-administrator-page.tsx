import type { ComponentChildren, VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Choice, ErrorSummary, TextField, type FieldError } from '../../markup/fields.js';
import { Page, PageHead, SiteName } from '../../markup/page.js';
import { NotFound, type DomainError } from '../../rules/problem.js';
import { bodyKindWords } from '../body-words.js';
import { BODY_KINDS } from '../body.entity.js';
import type { FirstAdministratorBody } from './first-administrator.dto.js';

const NAMES = ['token', 'username', 'name', 'code', 'bodyName', 'kind'] as const;
type Name = (typeof NAMES)[number];

/** What a browser sends of the form; any of it may be missing. */
export type Fields = Partial<Readonly<Record<Name, string>>>;

const LABELS: Readonly<Record<Name, string>> = {
  token: 'Kod',
  username: 'Användarnamn',
  name: 'Namn',
  code: 'Organets kod',
  bodyName: 'Organets namn',
  kind: 'Slag av organ',
};

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
export function formPage(given: Fields = {}, refused?: DomainError): VNode {
  const errors = refused ? errorsOf(refused) : [];
  const field = (name: Name, hint?: string, initially?: string) => ({
    name,
    label: LABELS[name],
    hint,
    error: errors.find((error) => error.field === name)?.words,
    value: name === 'token' ? undefined : (given[name] ?? initially),
    required: true,
    maxLength: 200,
  });
  return (
    <Framed>
      <PageHead heading="Den första systemförvaltaren">
        <p class="lead">
          Klistra in koden som Yttra visade i terminalen, eller lade i en fil, när tjänsten startade. Den går
          att använda en gång.
        </p>
      </PageHead>
      <ErrorSummary language="sv" errors={errors} />
      <form class="sheet stack" method="post" action="/first-administrator/form" autocomplete="off">
        <TextField {...field('token', refused && 'Klistra in koden igen: den sparas aldrig på sidan.')} />
        <TextField
          {...field(
            'username',
            'Som inloggningstjänsten skriver det, med små bokstäver. Vet du inte? Logga in en gång först: sidan som visas då säger användarnamnet.',
          )}
        />
        <TextField {...field('name')} />
        <TextField {...field('code', 'Till exempel KS', 'KS')} short />
        <TextField {...field('bodyName', undefined, 'Kommunstyrelsen')} />
        <Choice
          name="kind"
          label={LABELS.kind}
          value={given.kind ?? 'executive-board'}
          error={errors.find((error) => error.field === 'kind')?.words}
          options={BODY_KINDS.map((kind) => [kind, bodyKindWords[kind].sv])}
        />
        <Button>Gör till systemförvaltare</Button>
      </form>
    </Framed>
  );
}

export const donePage = ({ name, username, body }: FirstAdministratorBody): VNode => (
  <Framed>
    <PageHead heading="Klart">
      <p class="lead">
        {name} ({username}) är kommunens systemförvaltare, och systemförvaltare för {body.code}. Logga in för
        att lägga upp organ och personer. Koden går inte att använda igen.
      </p>
      <p>
        <LinkButton href="/logga-in">Logga in</LinkButton>
      </p>
    </PageHead>
  </Framed>
);

function errorsOf(refused: DomainError): FieldError[] {
  if (refused instanceof NotFound) return [{ field: 'token', words: 'Koden stämmer inte.' }];
  return refused.invalid.map(({ pointer, detail }) => {
    const field = POINTERS[pointer];
    return { field, words: `${field ? LABELS[field] : pointer}: ${detail.sv}` };
  });
}

const Framed = ({ children }: { readonly children: ComponentChildren }) => (
  <Page
    language="sv"
    title="Den första systemförvaltaren"
    site="Yttra"
    width="text"
    bar={<SiteName href="/" name="Yttra" />}
  >
    {children}
  </Page>
);
