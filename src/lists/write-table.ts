import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import {
  applyDecorators,
  createParamDecorator,
  StreamableFile,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language, Texts } from '../rules/texts.js';
import { attachmentNamed } from '../http/attachment.js';
import { languageOf } from '../http/language.js';
import type { PageView, TableQuery } from './paging.dto.js';
import { acceptedOf, JSON_TYPES } from '../http/refuse-unacceptable.js';
import { writeCsv, type Separator } from './write-csv.js';

/** A column of a list as people read it in a spreadsheet; a text of the vocabulary is written in their language. */
export interface Column<Row> {
  readonly heading: Texts;
  readonly cell: (row: Row) => Texts | string | number | boolean | null;
}

/** A list as a file: what it is called, without its ending, and its columns. */
export interface Table<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
}

type Separated = Pick<TableQuery, 'separator'>;
type PageOf<Row> = { readonly items: readonly Row[] } & Pick<PageView, 'nextCursor'>;

const CSV = 'text/csv';
const TABLE_TYPES = [...JSON_TYPES, CSV];
const ROWS_AT_A_TIME = 100;

/** A route that answers with a page of a list, or with all of it as CSV. */
export const AlsoTable = (page: Type) =>
  applyDecorators(RouteConfig({ types: TABLE_TYPES }), ApiOkResponse({ type: page }));

/** Who asks, what they accept, and where the answer goes. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly language: Language;
}

export const CurrentExchange = createParamDecorator((_: unknown, context: ExecutionContext): Exchange => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  return { request, reply: http.getResponse<FastifyReply>(), language: languageOf(request.raw) };
});

/**
 * Answers with a page of a list, or with all of it as CSV: whichever of them the caller accepts, and CSV where a
 * separator is named. The file is written a page at a time by the same query as the list, so it shows what the list
 * shows, however long it is.
 *
 * @throws DomainError `not-acceptable`, and what `list` throws for its first page.
 */
export async function answerWithTable<Query extends TableQuery, Row, Page extends PageOf<Row>>(
  exchange: Exchange,
  query: Query,
  table: Table<Row>,
  list: (query: Query) => Promise<Page>,
): Promise<Page | StreamableFile> {
  return asksForTable(exchange, query) ? wholeTable(exchange, query, table, list) : list(query);
}

/** The whole of a list as a file, from where its cursor stands. */
export async function wholeTable<Query extends TableQuery, Row>(
  exchange: Exchange,
  query: Query,
  table: Table<Row>,
  list: (query: Query) => Promise<PageOf<Row>>,
): Promise<StreamableFile> {
  const whole = { ...query, limit: ROWS_AT_A_TIME, page: 1, count: false };
  const { items, nextCursor } = await list(whole);
  return tableFile(exchange, query, table, items, {
    nextCursor,
    after: (cursor) => list({ ...whole, cursor }),
  });
}

/** @throws DomainError `not-acceptable` for a separator beside an `Accept` without CSV. */
export function asksForTable({ request, reply }: Exchange, { separator }: Separated): boolean {
  void reply.header('Vary', 'Accept, Accept-Language');
  return acceptedOf(request.raw, separator === undefined ? TABLE_TYPES : [CSV]) === CSV;
}

/** A table as a file, of its first rows and those that follow them. It is kept by nobody. */
export function tableFile<Row>(
  { reply, language }: Exchange,
  { separator }: Separated,
  { name, columns }: Table<Row>,
  first: readonly Row[],
  rest: Rest<Row> = NO_MORE,
): StreamableFile {
  void reply.header('Cache-Control', 'no-store');
  return new StreamableFile(Readable.from(tablePieces({ columns, language, separator }, first, rest)), {
    type: `${CSV}; charset=utf-8`,
    disposition: attachmentNamed(`${name}.csv`),
  });
}

/** How the rows that follow are read, a page at a time. */
interface Rest<Row> {
  readonly nextCursor: string | null;
  readonly after: (cursor: string) => Promise<PageOf<Row>>;
}
const NO_MORE: Rest<never> = { nextCursor: null, after: async () => ({ items: [], nextCursor: null }) };

interface Written<Row> {
  readonly columns: readonly Column<Row>[];
  readonly language: Language;
  readonly separator: Separator | undefined;
}

/** What a caller may see can end meanwhile, so that a file that is read for longer than this breaks off. */
const LONGEST_MS = 60_000;

/**
 * What follows the first page is read on behalf of whoever asked, also when the stream is read elsewhere. Where that
 * fails, or takes too long, the connection is broken off, so that nobody takes the part for the whole.
 */
function tablePieces<Row>(
  written: Written<Row>,
  first: readonly Row[],
  { nextCursor, after }: Rest<Row>,
): AsyncIterable<string> {
  const asCaller = AsyncLocalStorage.snapshot();
  const ends = performance.now() + LONGEST_MS;
  return (async function* () {
    yield rowsAsCsv(written, first, true);
    for (let cursor = nextCursor; cursor !== null;) {
      if (performance.now() > ends) throw new Error('A list was read as a file for too long');
      const before = cursor;
      const page = await asCaller(() => after(before));
      yield rowsAsCsv(written, page.items, false);
      cursor = page.nextCursor;
    }
  })();
}

/** Rows of a table, in semicolons unless something else was asked for: that is what Excel in Swedish reads as cells. */
function rowsAsCsv<Row>(
  { columns, language, separator = 'semicolon' }: Written<Row>,
  rows: readonly Row[],
  begins: boolean,
): string {
  const headings = columns.map(({ heading }) => heading[language]);
  const written = rows.map((row) =>
    Object.fromEntries(columns.map(({ cell }, at) => [headings[at]!, inWords(cell(row), language)])),
  );
  return writeCsv(headings, written, begins, separator);
}

const YES_NO = { true: { sv: 'Ja', en: 'Yes' }, false: { sv: 'Nej', en: 'No' } } as const;

function inWords(value: ReturnType<Column<unknown>['cell']>, language: Language): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  return (typeof value === 'boolean' ? YES_NO[`${value}`] : value)[language];
}
