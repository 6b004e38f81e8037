import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Test } from 'supertest';
import { given, NOW, type Answer } from '../support/given.js';
import { everyone, publishing } from '../support/published.js';
import { startService } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';

let anyone: (path: string, headers?: Record<string, string>) => Test;
const service = sharedService({
  PUBLIC_URL: 'https://diarium.kommun.example',
  PUBLISHER_NAME: 'Exempelkommunen',
  PUBLISHER_EMAIL: 'diarium@kommun.example',
  PUBLISHER_ORGANISATION_NUMBER: '212000-0142',
  PUBLISHER_AREA: 'https://sws.geonames.org/2697719/',
});
beforeAll(async () => {
  anyone = await everyone(service);
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
});

const HOSTILE = ['=1+1', '+46', '-1', '@SUM(A1)', 'Å & <Ä> "Ö"; ]]>, rad'];

const publishAll = async () => {
  const { referralCase, consultation } = given(service);
  const { publishCase, publishReferral, publishStatement } = publishing(service);
  for (const title of HOSTILE) await publishCase(await referralCase(), { publicTitle: title });
  const received = await consultation('received');
  await publishStatement(received);
  const { body } = await service.as('ks-registrator').get(`/referrals/${received['referralId']}`);
  await publishReferral(body as Answer);
};
/** With the raw bytes, since a byte order mark disappears when text is decoded. */
const csv = async (list: string): Promise<Buffer> => {
  const { body } = await anyone(`/data/${list}.csv`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  return body as Buffer;
};

describe('the files', () => {
  it('hold the whole of each list, the same as CSV and as JSON', async () => {
    await publishAll();
    for (const list of ['cases', 'referrals', 'statements']) {
      const { body: entries } = await anyone(`/data/${list}.json`).expect(200);
      const { body: page } = await anyone(`/${list}?limit=100`).expect(200);
      expect(entries).toEqual(page.items);
      const records: Record<string, string>[] = parse(await csv(list), { bom: true, columns: true });
      expect(records.map(({ id }) => id)).toEqual(entries.map(({ id }: Answer) => id));
      expect(Object.keys(records[0]!).sort()).toEqual(Object.keys(entries[0]).sort());
    }
  });

  it('begin with the mark of UTF-8, and let no cell be a formula', async () => {
    await publishAll();
    const bytes = await csv('cases');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: string[][] = parse(bytes, { bom: true });
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    const titles = rows.slice(1).map((row) => row[rows[0]!.indexOf('title')]);
    expect([...titles].sort()).toEqual(
      HOSTILE.map((title) => (/^[=+\-@\t]/.test(title) ? `'${title}` : title)).sort(),
    );
    const { headers } = await anyone('/data/cases.csv');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="cases.csv"',
    });
  });

  it('have their headings while they are empty', async () => {
    const [headings, ...rows]: string[][] = parse(await csv('statements'), { bom: true });
    expect(headings).toEqual(expect.arrayContaining(['id', 'number', 'stance', 'clauses']));
    expect(rows).toEqual([]);
  });
});

describe('a file without a dot in its address', () => {
  it.each(['cases', 'referrals', 'statements'])('has %s in the format that is asked for', async (list) => {
    await publishAll();
    const [json, csvFile] = await Promise.all([anyone(`/data/${list}.json`), anyone(`/data/${list}.csv`)]);
    const wished: [string, Record<string, string>, typeof json][] = [
      [`/data/${list}`, {}, json],
      [`/data/${list}`, { Accept: 'text/csv' }, csvFile],
      [`/data/${list}?format=csv`, { Accept: 'application/json' }, csvFile],
      [`/data/${list}`, { Accept: 'text/csv;q=0.5, application/json' }, json],
    ];
    for (const [path, headers, file] of wished) {
      const answer = await anyone(path, headers).expect(200);
      expect([answer.text, answer.headers['etag']]).toEqual([file.text, file.headers['etag']]);
      expect(answer.headers['content-type']).toBe(file.headers['content-type']);
    }
    expect((await anyone(`/data/${list}`)).headers['vary']).toBe('Accept, Accept-Language');
    await anyone(`/data/${list}?format=xml`).expect(422);
    const refused = await anyone(`/data/${list}`, { Accept: 'application/xml' }).expect(406);
    expect(refused.body).toMatchObject({ type: '/problems/not-acceptable' });
    const forExcel = await anyone(`/data/${list}?format=csv&separator=semicolon`).expect(200);
    const options = { bom: true, columns: true } as const;
    expect(parse(forExcel.text, { ...options, delimiter: ';' })).toEqual(parse(csvFile.text, options));
    const alone = await anyone(`/data/${list}?separator=semicolon`).expect(200);
    expect([alone.text, alone.headers['content-type']]).toEqual([
      forExcel.text,
      forExcel.headers['content-type'],
    ]);
    await anyone(`/data/${list}?separator=semicolon`, { Accept: 'application/json' }).expect(406);
    const contradicted = await anyone(`/data/${list}?format=json&separator=comma`).expect(422);
    expect(contradicted.body.errors).toMatchObject([{ pointer: '/separator', code: 'separator-of-csv' }]);
    await anyone('/data/bodies').expect(404);
  });

  it('has the feed and the catalogue', async () => {
    await publishAll();
    expect((await anyone('/feed').expect(200)).text).toBe((await anyone('/feed.atom')).text);
    const [rdf, jsonld] = [await anyone('/catalog.rdf').expect(200), await anyone('/catalog.jsonld')];
    expect((await anyone('/catalog')).text).toBe(rdf.text);
    expect((await anyone('/catalog?format=jsonld')).text).toBe(jsonld.text);
    expect((await anyone('/catalog', { Accept: 'application/ld+json' })).text).toBe(jsonld.text);
  });
});

describe('the feed', () => {
  const read = async () => {
    const { text, headers } = await anyone('/feed.atom').expect(200);
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(XMLValidator.validate(text)).toBe(true);
    const options = { ignoreAttributes: false, isArray: (name: string) => ['entry', 'link'].includes(name) };
    return new XMLParser({ ...options, parseTagValue: false }).parse(text).feed;
  };

  it('has what RFC 4287 demands of feed and entries, and leads to the pages', async () => {
    await publishAll();
    const feed = await read();
    expect(feed).toMatchObject({
      id: 'https://diarium.kommun.example/public/v1/feed.atom',
      title: 'Diarium och remisser – Exempelkommunen',
      author: { name: 'Exempelkommunen' },
      '@_xmlns': 'http://www.w3.org/2005/Atom',
    });
    const self = feed.link.find((link: Record<string, string>) => link['@_rel'] === 'self');
    expect(self['@_href']).toBe(feed.id);
    expect(feed.entry).toHaveLength(HOSTILE.length + 2);
    expect(new Set(feed.entry.map(({ id }: Answer) => id)).size).toBe(feed.entry.length);
    for (const entry of feed.entry) {
      expect(entry).toMatchObject({
        id: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
        title: expect.stringMatching(/./),
        updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        summary: expect.stringMatching(/./),
      });
      for (const { '@_href': href } of entry.link) {
        expect(href).toMatch(/^https:\/\/diarium\.kommun\.example\/(register|public\/v1)\//);
        await anyone(new URL(href as string).pathname.replace('/public/v1', '')).expect(200);
      }
    }
  });

  it('keeps the id of an entry that changes, dates it anew and puts it first', async () => {
    const { referralCase } = given(service);
    const { publishCase } = publishing(service);
    const record = await referralCase();
    const { id } = await publishCase(record);
    service.setNow('2026-11-03T08:00:00Z');
    await publishCase(await referralCase());
    service.setNow('2026-11-04T08:00:00Z');
    await publishCase(record, { publicTitle: 'Ny rubrik' });

    const { entry, updated } = await read();

    expect(entry).toHaveLength(2);
    expect(entry[0]).toMatchObject({ id: `urn:uuid:${id}`, updated: '2026-11-04T08:00:00.000Z' });
    expect(entry[0].title).toMatch(/Ny rubrik$/);
    expect(updated).toBe(entry[0].updated);
  });

  it('is a feed also while nothing is published', async () => {
    expect(await read()).toMatchObject({ updated: expect.stringMatching(/Z$/) });
  });
});

describe('the catalogue', () => {
  type Node = Record<string, unknown> & { '@id': string; '@type': string };
  const nodes = async (): Promise<Node[]> => {
    const { text, headers } = await anyone('/catalog.jsonld').expect(200);
    expect(headers['content-type']).toBe('application/ld+json; charset=utf-8');
    return JSON.parse(text)['@graph'];
  };
  /** What DCAT-AP-SE 3.0.1 demands, and what it recommends that every municipality can say. */
  const demanded: Record<string, string[]> = {
    'dcat:Catalog': ['dcterms:title', 'dcterms:description', 'dcterms:publisher', 'dcterms:license', 'dcat:dataset'],
    'dcat:Dataset': [
      'dcterms:title', 'dcterms:description', 'dcterms:publisher', 'dcat:contactPoint', 'dcat:distribution',
      'dcat:theme', 'dcat:keyword', 'dcterms:accessRights',
    ],
    'dcat:Distribution': ['dcat:accessURL', 'dcat:downloadURL', 'dcterms:license', 'dcterms:format'],
    'dcat:DataService': ['dcterms:title', 'dcat:endpointURL', 'dcat:endpointDescription', 'dcterms:license'],
    'foaf:Agent': ['foaf:name', 'dcterms:type'],
    'vcard:Organization': ['vcard:fn', 'vcard:hasEmail'],
  }; // prettier-ignore

  it('says of catalogue, data sets and distributions what DCAT-AP-SE demands, in Swedish and English', async () => {
    const all = await nodes();
    expect(new Set(all.map((node) => node['@type']))).toEqual(new Set(Object.keys(demanded)));
    for (const node of all) {
      expect(Object.keys(node)).toEqual(expect.arrayContaining(demanded[node['@type']]!));
      for (const field of ['dcterms:title', 'dcterms:description', 'dcat:keyword']) {
        const texts = (node[field] ?? []) as { '@language': string; '@value': string }[];
        if (node[field]) expect(texts.map((text) => text['@language']).sort()).toEqual(['en', 'sv']);
        for (const text of texts) expect(text['@value']).not.toBe('');
      }
    }
    expect(all.filter((node) => node['@type'] === 'dcat:Dataset')).toHaveLength(3);
  });

  it('refers to nothing that is not in it, and leads to files that are there', async () => {
    const all = await nodes();
    const known = new Set(all.map((node) => node['@id']));
    const referred = [...JSON.stringify(all).matchAll(/"(https:[^"]+#[^"]+)"/g)].map(([, id]) => id!);
    for (const id of referred) expect([id, known.has(id)]).toEqual([id, true]);
    const urls = [
      ...JSON.stringify(all).matchAll(/"https:\/\/diarium\.kommun\.example(\/public\/v1\/[^"#]+)"/g),
    ];
    expect(urls.length).toBeGreaterThan(10);
    for (const [, path] of urls) await anyone(path!.replace('/public/v1', '')).expect(200);
  });

  it('says when it changed, of what time, place and organisation it is', async () => {
    await publishAll();
    const all = await nodes();
    const one = (type: string) => all.find((node) => node['@type'] === type)!;
    expect(one('foaf:Agent')).toMatchObject({
      '@id': 'http://dataportal.se/organisation/SE2120000142',
      'dcterms:identifier': '2120000142',
    });
    expect(one('dcat:Catalog')).toMatchObject({
      'dcterms:publisher': { '@id': 'http://dataportal.se/organisation/SE2120000142' },
      'dcterms:spatial': { '@id': 'https://sws.geonames.org/2697719/' },
      'dcterms:issued': { '@type': 'xsd:date' },
      'dcterms:modified': { '@type': 'xsd:dateTime' },
    });
    const { body: cases } = await anyone('/cases?limit=100');
    const dates = cases.items.map(({ date }: Answer) => date).sort();
    expect(one('dcat:Dataset')['dcterms:temporal']).toEqual({
      '@type': 'dcterms:PeriodOfTime',
      'dcat:startDate': { '@type': 'xsd:date', '@value': dates[0] },
      'dcat:endDate': { '@type': 'xsd:date', '@value': dates.at(-1) },
    });
    for (const node of all.filter(({ '@type': type }) =>
      ['dcat:Dataset', 'dcat:Distribution'].includes(type),
    ))
      expect(node).toMatchObject({ 'dcterms:modified': { '@type': 'xsd:dateTime' } });
  });

  it('is the same in RDF/XML, where Sveriges dataportal is led to it', async () => {
    await publishAll();
    const led = await fetch(`${service.base}/datasets/dcat`, { redirect: 'manual' });
    expect([led.status, led.headers.get('location')]).toEqual([303, '/public/v1/catalog.rdf']);
    const { text, headers } = await anyone('/catalog.rdf').expect(200);
    expect(headers['content-type']).toBe('application/rdf+xml; charset=utf-8');
    expect(XMLValidator.validate(text)).toBe(true);
    const options = {
      ignoreAttributes: false,
      parseTagValue: false,
      isArray: (_name: string, _path: unknown, _leaf: boolean, isAttribute: boolean) => !isAttribute,
    };
    const [
      {
        'rdf:RDF': [rdf],
      },
    ] = [new XMLParser(options).parse(text)];
    const written = Object.entries<Record<string, unknown>[]>(rdf)
      .filter(([type]) => !type.startsWith('@_'))
      .flatMap(([type, found]) => found.map((node) => ({ type, id: node['@_rdf:about'] as string, node })));
    const all = await nodes();
    expect(written.map(({ id, type }) => `${type} ${id}`).sort()).toEqual(
      all.map((node) => `${node['@type']} ${node['@id']}`).sort(),
    );
    for (const { id, node } of written) {
      const { '@id': _id, '@type': _type, ...properties } = all.find((each) => each['@id'] === id)!;
      const { '@_rdf:about': _about, ...elements } = node;
      expect(Object.keys(elements).sort()).toEqual(Object.keys(properties).sort());
      for (const [name, values] of Object.entries(properties))
        expect([name, (elements[name] as unknown[]).length]).toEqual([name, [values].flat().length]);
    }
    expect(text).toMatch(/<dcterms:title xml:lang="sv">Diarium och remisser<\/dcterms:title>/);
    expect(text).toMatch(/rdf:datatype="http:\/\/www.w3.org\/2001\/XMLSchema#date"/);
    expect(text).toMatch(
      /<dcterms:publisher rdf:resource="http:\/\/dataportal.se\/organisation\/SE2120000142"/,
    );
  });

  it('is not there while nobody is named who publishes', async () => {
    const unnamed = await startService({
      ROLE: 'api',
      DEMO: 'false',
      OIDC_ISSUER: 'https://login.kommun.example',
    });
    const { status } = await (await everyone(unnamed))('/catalog.jsonld');
    await unnamed.stop();
    expect(status).toBe(404);
  });
});
