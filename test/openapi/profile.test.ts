import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { API_VERSION } from '../../src/http/api-base.js';
import { PUBLIC_OPENAPI_FILE } from '../../src/publication/open-data/open-data.controller.js';
import { OPENAPI_FILE } from '../../src/http/service.controller.js';
import { readDescription } from '../support/api-description.js';
import { routesOf } from '../support/routes-of.js';
import { sharedService } from '../support/shared-service.js';

// eslint-disable-next-line typescript/no-explicit-any -- a JSON document, read and asserted field by field
type Json = any;
interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operation: Json;
}
const name = ({ path, method }: { path: string; method: string }) => `${method} ${path}`;

/** A committed document; CI checks that it is what the code says. */
function read(file: string) {
  const document: Json = readDescription<Json>(file);
  const operations: Operation[] = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const resolved = (part: Json): Json =>
    part?.$ref
      ? part.$ref
          .slice(2)
          .split('/')
          .reduce((node: Json, key: string) => node[key], document)
      : part;
  return { document, operations, resolved };
}

/** Every schema in the document that has a name, however deep. */
function schemasOf(part: Json, name = ''): { name: string; types: string[]; schema: Json }[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = part.type === undefined ? [] : [{ name, types: [part.type].flat(), schema: part }];
  return [...own, ...Object.entries<Json>(part).flatMap(([key, value]) => schemasOf(value, key))];
}

let routes: string[];
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  routes = routesOf(service);
});

describe.each([
  {
    of: 'the API',
    file: OPENAPI_FILE,
    base: '/yttra/v1',
    title: 'Yttra',
    license: 'EUPL-1.2',
    swedish: /handlägger en kommun/,
    schemes: ['bearer', 'oauth2'],
    lists: 11,
  },
  {
    of: 'what is public',
    file: PUBLIC_OPENAPI_FILE,
    base: '/public/v1',
    title: 'Yttra, open data',
    license: 'CC0-1.0',
    swedish: /offentliga diariet/,
    schemes: [],
    lists: 3,
  },
])(
  'the OpenAPI document of $of',
  ({ file, base, title, license, swedish, schemes: expected, lists: fewest }) => {
    const { document, operations, resolved } = read(file);

    it('has every route of the running API, and no other', () => {
      const served = routes
        .filter((route) => route.includes(` ${base}/`))
        .map((route) => route.replace(` ${base}`, ' '))
        // Files answer at the names that programs know them by too, which are in no description (UFN.07).
        .filter((route) => !/\/demo\/tokens|\.(json|rdf|jsonld|atom)$|\/data\/\{file\}/.test(route));
      expect(served.sort()).toEqual(operations.map(name).sort());
    });

    it('says who it is, in Swedish and English (DOK.01, 03, 06, 08, 09, 17, VER.05)', () => {
      const { info } = document;
      expect(document.openapi).toMatch(/^3\.1\./);
      expect(document.externalDocs.url).toMatch(/^https:/);
      expect(info).toMatchObject({
        title,
        version: API_VERSION,
        contact: {
          name: expect.any(String),
          url: expect.stringMatching(/^https:/),
          email: expect.stringMatching(/@/),
        },
        license: { name: license },
      });
      expect(info.description).toMatch(swedish);
      expect(info.description).toMatch(/municipality/);
      expect(info['x-sla']).toBeTruthy();
      expect(info['x-limitations'].length).toBeGreaterThan(0);
      const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
      expect(version).toBe(API_VERSION);
    });

    it('is served over TLS on port 443, below name and version (UFN.01, UFN.02, SAK.01)', () => {
      for (const { url } of document.servers) expect(url).toBe(`https://{host}${base}`);
    });

    it('takes bearer tokens and nothing weaker (SAK.09, 10, 15, 16, 18)', () => {
      const schemes = Object.values<Json>(document.components.securitySchemes ?? {});
      expect(schemes.map(({ type, scheme }) => scheme ?? type).sort()).toEqual(expected);
      for (const { operation } of operations) {
        for (const parameter of operation.parameters ?? [])
          expect(parameter.name).not.toMatch(
            /key$|token|password/i.test(parameter.name) && parameter.in === 'query' ? /./ : /^$/,
          );
      }
    });

    it.each(operations.map((found) => [name(found), found] as const))(
      'describes %s whole',
      (_, { path, method, operation }) => {
        expect(operation.summary).toMatch(/\.$/); // DOK.19
        expect(operation.description).toMatch(/[a-zåäö]/);
        expect(operation.description).not.toBe(operation.summary); // DOK.06: the one in Swedish, the other in English
        expect(document.tags.map((tag: Json) => tag.name)).toEqual(expect.arrayContaining(operation.tags));
        expect(path).toMatch(/^(\/([a-z0-9-]+(\.[a-z]+)?|\{[a-zA-Z]+\}))+$/); // UFN.07–09, RES.06
        expect(path).not.toMatch(/person(al)?-?(id|number|nummer)/i); // RES.02
        expect(`https://yttra.kommun.example${base}${path}`.length).toBeLessThan(2048); // UFN.05
        if (method === 'get') expect(operation.requestBody).toBeUndefined(); // FOR.02
        for (const parameter of operation.parameters) {
          expect(parameter.description).toBeTruthy();
          if (parameter.in === 'query') {
            expect(parameter.name).toMatch(/^[a-z][a-zA-Z0-9]*$/); // FNS.01, 03, 06
            expect(parameter.required ?? false).toBe(false); // FNS.05
          }
        }
        const statuses = Object.keys(operation.responses);
        expect(statuses.some((status) => status.startsWith('2') || status === '302')).toBe(true);
        for (const status of statuses) {
          const response = resolved(operation.responses[status]);
          expect(response.description).toBeTruthy(); // DOK.20
          if (Number(status) >= 400)
            expect(Object.keys(response.content)).toEqual(['application/problem+json']); // FEL.01
          for (const content of Object.values<Json>(response.content ?? {}))
            expect(Object.keys(content.examples).length).toBeGreaterThan(0); // DOK.15
        }
        for (const content of Object.values<Json>(operation.requestBody?.content ?? {}))
          expect(content.examples.example.value).toBeDefined();
      },
    );

    it('calls each operation by a verb and an object, and no two alike', () => {
      const ids = operations.map(({ operation }) => operation.operationId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]*)+$/);
    });

    it('says of every string whether it is a date, and of every number that it is whole (DOT.01, DOT.04)', () => {
      const loose = schemasOf(document).filter(
        ({ name: field, types, schema }) =>
          types.includes('number') ||
          (types.includes('string') &&
            !schema.format &&
            !schema.enum &&
            /(On|At|Date|^date|^replyBy|^originalReplyBy|^until|dueBefore)$/.test(field)),
      );
      expect(loose).toEqual([]);
    });

    it('pages every list by limit and page, from 1 and 20 (FNS.07–09)', () => {
      const lists = operations.filter(({ operation }) => {
        const schema = resolved(operation.responses['200']?.content?.['application/json']?.schema);
        return schema?.properties?.nextCursor !== undefined;
      });
      expect(lists.length).toBeGreaterThanOrEqual(fewest);
      for (const list of lists) {
        const parameters = Object.fromEntries(
          list.operation.parameters.map((parameter: Json) => [parameter.name, parameter]),
        );
        expect({
          list: name(list),
          limit: parameters.limit?.schema.default,
          page: parameters.page?.schema,
        }).toMatchObject({ list: name(list), limit: 20, page: { default: 1, minimum: 1 } });
      }
    });

    it('writes fields in one casing (AME.04, 05, 07) and problems as RFC 9457 says (FEL.02)', () => {
      for (const [schemaName, schema] of Object.entries<Json>(document.components.schemas)) {
        for (const field of Object.keys(schema.properties ?? {}))
          expect({ schemaName, field }).toEqual({
            schemaName,
            field: expect.stringMatching(/^[a-z][a-zA-Z0-9]*$/),
          });
      }
      expect(document.components.schemas.Problem.required).toEqual([
        'type',
        'title',
        'status',
        'detail',
        'instance',
      ]);
    });

    it('says 412 of whatever takes the place of another, which somebody else may have done before', () => {
      const withReplaces = operations.filter(
        ({ operation }) =>
          resolved(operation.requestBody?.content['application/json']?.schema)?.properties?.replaces,
      );
      for (const found of withReplaces)
        expect({ of: name(found), statuses: Object.keys(found.operation.responses) }).toEqual({
          of: name(found),
          statuses: expect.arrayContaining(['412']),
        });
    });

    it('asks for If-Match on every change of what is there, and takes an Idempotency-Key on every POST', () => {
      for (const found of operations) {
        const headers = found.operation.parameters
          .filter((parameter: Json) => parameter.in === 'header')
          .map((parameter: Json) => parameter.name);
        const ifMatch = found.operation.parameters.find((parameter: Json) => parameter.name === 'If-Match');
        expect({ of: name(found), required: ifMatch?.required ?? true }).toEqual({
          of: name(found),
          required: !/\/(?:send|statement\/import)$/.test(found.path),
        });
        const changes =
          ['put', 'patch', 'delete'].includes(found.method) ||
          // The files of an archive have a version each, in the query.
          (found.method === 'post' &&
            !found.operation.responses['201'] &&
            !found.path.endsWith('/statement-imports'));
        expect({ of: name(found), has: headers.includes('If-Match') }).toEqual({
          of: name(found),
          has: changes,
        });
        expect({ of: name(found), has: headers.includes('Idempotency-Key') }).toEqual({
          of: name(found),
          has: found.method === 'post',
        });
      }
    });
  },
);
