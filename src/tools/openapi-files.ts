import { DOCUMENT_DIRECTIONS, DOCUMENT_KINDS } from '../documents/documents.dto.js';
import type { Operation } from './openapi-operation.js';

/** What is sent or answered as something else than JSON. */

export function describeUpload(operation: Operation): void {
  operation.requestBody = {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file', 'title', 'kind', 'body'],
          properties: {
            file: { type: 'string', format: 'binary', example: '(the file)' },
            title: { type: 'string', example: 'Remissversion Strategi för social hållbarhet 2024-2030' },
            kind: { type: 'string', enum: [...DOCUMENT_KINDS], example: 'proposal' },
            body: { type: 'string', example: 'KS' },
            direction: { type: 'string', enum: [...DOCUMENT_DIRECTIONS], example: 'outgoing' },
            replaces: { type: 'string', format: 'uuid', example: 'a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d' },
            reason: { type: 'string', example: 'Ny version efter beredning' },
          },
        },
      },
    },
  };
}

const REPORT = `Tjänsteskrivelse
Datum: 2023-10-30
Ärende: Internremiss, Strategi för social hållbarhet 2024-2030

Förslag till beslut
Tekniska nämnden föreslås besluta
att tillstyrka förslaget till strategi.

Beslutet skickas till
Kommunstyrelsen
`;

export function describeReport(operation: Operation): void {
  const { content } = operation.requestBody!;
  for (const mediaType of Object.keys(content))
    content[mediaType] =
      mediaType === 'text/plain'
        ? { ...content[mediaType]!, examples: { example: { value: REPORT } } }
        : shown('(the file)', 'binary');
}

export function describeDownload(operation: Operation): void {
  operation.responses['200'] = {
    description: 'The file, as it was uploaded and with the `mediaType` of the document.',
    headers: { ...NAMED, ...VERSIONED },
    content: { '*/*': shown('(the file)', 'binary') },
  };
  operation.responses['304'] = { ...UNCHANGED };
}

export function describePackage(operation: Operation): void {
  operation.responses['200'] = {
    description: 'The package. It may hold what is confidential, so nobody keeps it: it has no ETag.',
    headers: { ...NAMED },
    content: { 'application/x-tar': shown('(the file)', 'binary') },
  };
}

const headerRef = (name: string) => ({ [name]: { $ref: `#/components/headers/${name}` } });
const NAMED = headerRef('Content-Disposition');
/** What is confidential has none, and is kept by nobody. */
const VERSIONED = headerRef('ETag');
const UNCHANGED = {
  description: 'The caller has it already, as its `If-None-Match` says.',
  headers: VERSIONED,
};

const shown = (example: string, format?: string) => ({
  schema: { type: 'string', ...(format && { format }) },
  examples: { example: { value: example } },
});
const PAPER_FORMS = {
  'application/pdf': shown('(the file)', 'binary'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': shown('(the file)', 'binary'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': shown('(the file)', 'binary'),
  'text/html': shown('<!DOCTYPE html><html lang="sv"><head><title>Remissvar</title></head></html>'),
  'text/plain': shown('Tekniska servicenämnden\nYttrande\n'),
};

/**
 * A list that is also given whole, for a spreadsheet: whoever can say which sign stands between its cells. Said in words
 * and not as a second type, since a client made of the description would then no longer know that it gets JSON.
 */
export function describeTable({ parameters = [], responses }: Operation): void {
  const done = responses['200'];
  const isTable = parameters.some((parameter) => 'name' in parameter && parameter.name === 'separator');
  if (!isTable || !done?.content?.['application/json']) return;
  done.description = 'Done; as JSON, or all of it as `text/csv` where `Accept` or `separator` asks for that.';
  done.headers = { ...done.headers, ...NAMED };
}

/** A paper in its forms: as long as it is text, it can be shown; the rest is bytes. */
export function describePaper(operation: Operation, forms: readonly string[]): void {
  const headers = {
    ...NAMED,
    ...VERSIONED,
    ...headerRef('Yttra-Replaced-Signs'),
    ...headerRef('Yttra-Word-Template'),
  };
  const content = Object.fromEntries(Object.entries(PAPER_FORMS).filter(([form]) => forms.includes(form)));
  operation.responses['200'] = {
    description: 'The paper, under a name of its own in `Content-Disposition`.',
    headers,
    content,
  };
  operation.responses['206'] = {
    description: 'The part of it that `Range` asked for.',
    headers: { ...headers, ...headerRef('Content-Range') },
    content,
  };
  operation.responses['304'] = { ...UNCHANGED };
}

/** A long paper is made in the background, whoever asks for it and in whichever form. */
export function describeJob(operation: Operation): void {
  operation.responses['202'] = {
    description:
      'It is long and takes more than two seconds, or than `Prefer` says: the job that makes it, with its address in `Location`.',
    headers: {
      ...headerRef('Location'),
      ...headerRef('Retry-After'),
      ...headerRef('Preference-Applied'),
    },
    content: { 'application/json': { schema: { $ref: '#/components/schemas/PaperJobView' } } },
  };
}

export function describeJsonLines(operation: Operation): void {
  const line =
    '{"id":1042,"verb":"register","state":"registered","position":7,"previous":"5e88…","hash":"9f86…"}';
  operation.responses['200'] = {
    description: 'One event a line, in the order of the chain.',
    content: {
      'application/x-ndjson': { schema: { type: 'string' }, examples: { example: { value: line } } },
    },
  };
}
