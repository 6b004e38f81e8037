import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of a JSON schema that an example is made of. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  items?: Schema;
  minItems?: number;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** A schema by its reference. */
export function resolve(document: OpenAPIObject, { $ref }: Schema): Schema | undefined {
  const name = $ref?.split('/').at(-1);
  return name === undefined ? undefined : document.components?.schemas?.[name];
}

/** Fields that many schemas have, some of them without a class whose docstring could tell. */
const COMMON: Readonly<Record<string, string>> = {
  by: 'Anna Andersson (S)',
  detail: 'Mottagaren svarade 503.',
  question: 'Bifall till förvaltningens förslag',
  result: 'refused',
  text: 'Nämnden tillstyrker förslaget.',
};

/** Fields that cannot be given together with what else is in the example: one kind of a party, one wording and day of a decision. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  ConsulteeBody: ['name', 'email'],
  AddConsulteeBody: ['name', 'email'],
  GroupedConsulteeBody: ['name', 'email'],
  StatementRecipientBody: ['name', 'email'],
  EditBodyBody: ['partOf', 'registerKeptBy', 'to', 'successor', 'nameFrom', 'nameIsCorrected'],
  EditPersonBody: ['nameFrom', 'nameIsCorrected'],
  ReassignBody: ['matters'],
  SeenBy: ['person'],
  DecideBody: ['clauses', 'stance', 'assessment'],
  DecideByDelegationBody: ['clauses', 'stance', 'assessment'],
  CorrectDocumentBody: ['receivedOn'],
  ScheduleBody: ['meetingId'],
  TableBody: ['meetingId'],
  VoteBody: ['members'],
  CorrectDecisionBody: ['meetingId', 'meetingDate', 'decidedOn', 'confirmedOn', 'immediate'],
  ForwardCorrectionBody: ['forwardedOn', 'meetingId', 'meetingDate', 'decidedOn'],
  ReportBody: ['meetingId'],
  RecordReplyBody: ['attachments'],
  RecordUnaskedReplyBody: ['attachments'],
  CorrectReplyBody: ['attachments'],
  SummarizeRepliesBody: ['passage'],
};

/**
 * A whole value of a schema, made of the examples that the code's own docstrings give each field.
 *
 * @throws Error naming a text without an example: an invented one tells an integrator nothing.
 */
export function exampleOf(document: OpenAPIObject, schema: Schema, name = ''): unknown {
  if (schema.example !== undefined) return schema.example;
  const referred = resolve(document, schema);
  if (referred) return withoutOthers(exampleOf(document, referred, name), schema.$ref!);
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => exampleOf(document, part, name));
    return parts.length === 1 ? parts[0] : (Object.assign({}, ...parts) as unknown);
  }
  const alternative = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (alternative) return exampleOf(document, alternative, name);
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  return exampleOfType(document, schema, name);
}

function withoutOthers(example: unknown, reference: string): unknown {
  const leftOut = LEFT_OUT[reference.split('/').at(-1)!];
  if (!leftOut) return example;
  return Object.fromEntries(Object.entries(example as object).filter(([field]) => !leftOut.includes(field)));
}

function exampleOfType(document: OpenAPIObject, schema: Schema, name: string): unknown {
  const types = [schema.type ?? 'object'].flat();
  const [type] = types;
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, part]) => [key, exampleOf(document, part, key)]),
    );
  }
  if (type === 'array') return [exampleOf(document, schema.items ?? {}, name)];
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return 1;
  if (name in COMMON) return COMMON[name];
  if (types.includes('null')) return null;
  throw new Error(`The field "${name}" has no example: give its docstring an @example.`);
}
