import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';
import { furnish } from './furnished-house.js';

/**
 * What the pages lead to is asked for, and what their forms hold is sent, with each name in turn as no browser has it: as a list, as
 * a part of something, twice, much too long. It may be refused or passed over; nothing of the service fails of it.
 */
const PERSONAS = ['ks-registrator', 'ks-handlaggare', 'tsn-handlaggare', 'tsn-sekreterare', 'admin'];
const BEGINNINGS = [
  '/inkorg',
  '/remisser',
  '/sok?q=plan',
  '/mitt',
  '/sammantraden',
  '/forvaltning',
  '/register',
];
/** Of each kind of page so many are looked at. */
const OF_A_KIND = 1;
const MOST_PAGES = 70;
/** What somebody else has been shown too is tried once. */
const tried = new Set<string>();

const ODD: readonly ((name: string) => string)[] = [
  (name) => `${name}[]=x&${name}[]=y`,
  (name) => `${name}[a]=x`,
  (name) => `${name}[0][length]=3`,
  (name) => `${name}=a&${name}=b`,
  (name) => `${name}=constructor`,
  (name) => `${name}=0000-01-01`,
];
/** Of an address a server takes no more. */
const LONG = (name: string) => `${name}=${'x'.repeat(60_000)}`;

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly hasFiles: boolean;
}

let service: Service;
let base: string;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  await furnish(service);
  base = await service.app.getUrl();
}, 400_000);
afterAll(() => service.stop());

const kindOf = (path: string) =>
  path
    .split('?')[0]!
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, ':id')
    .replaceAll(/\d{4}-\d\d-\d\d|\d+(?=\/|$)/g, ':n');

/** The forms of a page, with the fields that stand in them or name them. */
function formsOf({ elements, path }: Visited): Form[] {
  const forms: { id: string | undefined; method: string; form: Form & { fields: Record<string, string> } }[] =
    [];
  for (const { name, attributes } of elements) {
    if (name === 'form') {
      const { action = path, method = 'get', enctype = '', id } = attributes;
      forms.push({ id, method, form: { action, fields: {}, hasFiles: enctype.startsWith('multipart') } });
    }
    const field = attributes['name'];
    if (field === undefined || !['input', 'select', 'textarea', 'button'].includes(name)) continue;
    const its =
      attributes['form'] === undefined ? forms.at(-1) : forms.find(({ id }) => id === attributes['form']);
    if (its) its.form.fields[field] = attributes['value'] ?? '';
  }
  return forms.flatMap(({ method, form }) => (method.toLowerCase() === 'post' ? [form] : []));
}

/** The pages that lead on from the first ones, their forms, and the names that stand in their addresses. */
async function lookAround(visitor: Visitor) {
  const [waiting, kinds, forms] = [[...BEGINNINGS], new Map<string, number>(), new Map<string, Form>()];
  const asked = new Map<string, { path: string; names: Set<string> }>();
  for (let pages = 0; waiting.length > 0 && pages < MOST_PAGES;) {
    const path = waiting.shift()!;
    const seen = kinds.get(kindOf(path)) ?? 0;
    if (seen === OF_A_KIND || /^\/(logga-ut|style|docs|demo)/.test(path)) continue;
    kinds.set(kindOf(path), seen + 1);
    pages += 1;
    const page = await visitor.visit(path);
    if (page.status >= 500) throw new Error(`${page.status} ${path}`);
    for (const { attributes } of page.elements)
      if (attributes['href']?.startsWith('/')) waiting.push(attributes['href'].split('#')[0]!);
    const [address, query] = path.split('?');
    const { names } = asked.get(kindOf(path)) ?? { names: new Set(['q', 'cursor', 'limit']) };
    for (const name of new URLSearchParams(query).keys()) names.add(name);
    asked.set(kindOf(path), { path: address!, names });
    for (const form of formsOf(page))
      if (!form.action.includes('logga-ut'))
        forms.set(`${kindOf(form.action)} ${Object.keys(form.fields).toSorted().join()}`, form);
  }
  const untried = <Found>(found: ReadonlyMap<string, Found>): Found[] =>
    [...found].flatMap(([kind, one]) => {
      if (tried.has(kind)) return [];
      tried.add(kind);
      return [one];
    });
  return { forms: untried(forms), asked: untried(asked) };
}

/** A form as it stands, but for one field; of a version that nothing has, so that what is right in it changes nothing either. */
function bodyOf({ fields, hasFiles }: Form, name: string, odd: string): string | FormData {
  const others = Object.entries(fields).filter(
    ([field]) => field !== name && !['file', 'files'].includes(field),
  );
  const sent = others.map(([field, value]): [string, string] => [
    field,
    field === '_version' ? '99999999' : value || 'x',
  ]);
  const oddly = [...new URLSearchParams(odd)];
  if (!hasFiles) return new URLSearchParams([...sent, ...oddly]).toString();
  const form = new FormData();
  for (const [field, value] of [...sent, ...oddly]) form.append(field, value);
  return form;
}

it.each(PERSONAS)(
  'nothing fails of what %s sends from the pages, however odd',
  async (persona) => {
    const visitor = await Visitor.signedIn(base, persona);
    const cookie = () => [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const failed: string[] = [];
    let sent = 0;
    const send = async (path: string, body?: string | FormData, told = path) => {
      const { status } = await fetch(base + path, {
        redirect: 'manual',
        headers: {
          Accept: 'text/html',
          Cookie: cookie(),
          ...(body !== undefined && { 'Sec-Fetch-Site': 'same-origin', Origin: base }),
          ...(typeof body === 'string' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        },
        ...(body !== undefined && { method: 'POST', body }),
      });
      sent += 1;
      // A paper that takes long, or a renderer that is busy, says that it is to be asked for again.
      if (status >= 500 && status !== 503) failed.push(`${status} ${told}`);
    };
    const { forms, asked } = await lookAround(visitor);
    expect([forms.length > 0, asked.length > 0]).toEqual([true, true]);
    for (const { path, names } of asked) {
      // What is written as a file or a paper takes seconds, and reads the same names as its page.
      if (/\.\w+$|forteckning|foredragningslista/.test(path)) continue;
      for (const name of names) for (const odd of ODD) await send(`${path}?${odd(name)}`);
    }
    for (const form of forms)
      for (const name of Object.keys(form.fields))
        for (const odd of name === '_token' ? [] : [...ODD, LONG])
          await send(
            form.action,
            bodyOf(form, name, odd(name)),
            `POST ${form.action} ${odd(name).slice(0, 80)}`,
          );
    expect(failed).toEqual([]);
    expect(sent).toBeGreaterThan(100);
  },
  600_000,
);
