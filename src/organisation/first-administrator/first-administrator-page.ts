import { escapeHtml } from '../../rules/html-text.js';
import { NotFound, type DomainError } from '../../rules/problem.js';
import { BODY_KINDS, type BodyKind } from '../body.entity.js';
import type { FirstAdministratorBody } from './first-administrator.dto.js';

/** What a browser sends of the form; any of it may be missing. */
export type Fields = Partial<
  Readonly<Record<'token' | 'username' | 'name' | 'code' | 'bodyName' | 'kind', string>>
>;

const KINDS: Readonly<Record<BodyKind, string>> = {
  'executive-board': 'Kommunstyrelse',
  council: 'Fullmäktige',
  board: 'Nämnd',
  administration: 'Förvaltning',
  company: 'Bolag',
  'joint-authority': 'Kommunalförbund',
  external: 'Utom kommunen',
};

const FIELDS: Readonly<Record<string, string>> = {
  '/token': 'Kod',
  '/username': 'Användarnamn',
  '/name': 'Namn',
  '/body/code': 'Organets kod',
  '/body/name': 'Organets namn',
  '/body/kind': 'Slag av organ',
};

/** The code is not written back: it is pasted again. */
export function formPage(given: Fields = {}, refused?: DomainError): string {
  const kinds = BODY_KINDS.map((kind) => {
    const selected = kind === (given.kind ?? 'executive-board') ? ' selected' : '';
    return `<option value="${kind}"${selected}>${KINDS[kind]}</option>`;
  });
  return page(`<h1>Den första systemförvaltaren</h1>
<p>Klistra in koden som Yttra visade i terminalen, eller lade i en fil, när tjänsten startade. Den går att använda en gång.</p>
${refused ? problems(refused) : ''}
<form method="post" action="/first-administrator/form" autocomplete="off">
<p><label for="token">Kod</label><br><input id="token" name="token" required size="50" maxlength="200"></p>
<p><label for="username">Användarnamn, som inloggningstjänsten skriver det med små bokstäver</label><br>${input('username', given.username)}</p>
<p><label for="name">Namn</label><br>${input('name', given.name)}</p>
<p><label for="code">Organets kod, till exempel KS</label><br>${input('code', given.code ?? 'KS')}</p>
<p><label for="bodyName">Organets namn</label><br>${input('bodyName', given.bodyName ?? 'Kommunstyrelsen')}</p>
<p><label for="kind">Slag av organ</label><br><select id="kind" name="kind">${kinds.join('')}</select></p>
<p><button>Gör till systemförvaltare</button></p>
</form>`);
}

export function donePage({ name, username, body }: FirstAdministratorBody): string {
  return page(`<h1>Klart</h1>
<p>${escapeHtml(name)} (${escapeHtml(username)}) är kommunens systemförvaltare, och systemförvaltare för ${escapeHtml(body.code)}. Logga in för att lägga upp organ och personer. Koden går inte att använda igen.</p>`);
}

const input = (name: string, value = ''): string =>
  `<input id="${name}" name="${name}" required maxlength="200" value="${escapeHtml(value)}">`;

function problems(refused: DomainError): string {
  const lines =
    refused instanceof NotFound
      ? ['Koden stämmer inte.']
      : refused.invalid.map(({ pointer, detail }) => `${FIELDS[pointer] ?? pointer}: ${detail.sv}`);
  return `<div role="alert"><p>Det gick inte:</p><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></div>`;
}

const page = (content: string): string => `<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Den första systemförvaltaren – Yttra</title>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
