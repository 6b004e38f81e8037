import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { done, given, statement, type Answer } from '../support/given.js';
import { bytesOf, hasPdfTools, outOfOrder, readPdf } from '../support/papers.js';
import { everyone, publishing } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

describe('the paper of a published statement', () => {
  const service = sharedService();
  let anyone: (path: string, headers?: Record<string, string>) => Test;
  let forwarded: Answer;
  let publication: Answer;
  const paper = (headers?: Record<string, string>) =>
    bytesOf(anyone(`/statements/${publication.id}/paper`, headers));
  beforeAll(async () => {
    anyone = await everyone(service);
    forwarded = await given(service).consultation('forwarded');
    publication = await publishing(service).publishStatement(forwarded, {
      publicTitle: 'Strategi för hållbarhet',
    });
  });

  it('is there for everyone, may be kept for a minute, and is the same when nothing has changed', async () => {
    const first = await paper().expect(200);
    expect(first.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': expect.stringMatching(/^public, max-age=\d+, must-revalidate$/),
      'access-control-allow-origin': '*',
    });
    expect(first.headers['content-disposition']).toMatch(/Yttrande\.pdf/);
    expect(((await paper().expect(200)).body as Buffer).equals(first.body as Buffer)).toBe(true);
    await paper({ 'If-None-Match': first.headers['etag']! }).expect(304);
    await paper({ Accept: 'text/html' }).expect(406);
  });

  (hasPdfTools ? it : it.skip)(
    'says what the register shows, and nothing else of what was dispatched',
    async () => {
      const { inOrder } = readPdf((await paper().expect(200)).body as Buffer);
      expect(
        outOfOrder(inOrder, [
        'Tekniska servicenämnden', 'Yttrande', 'Tillstyrker med synpunkter', '§ 84', 'Strategi för hållbarhet',
        'Tekniska servicenämnden har beslutat', ...statement.clauses.map(({ text }) => text),
      ]), // prettier-ignore
      ).toBeUndefined();
      const tight = inOrder.replaceAll(/\s+/g, '');
      for (const kept of [
        statement.assessment,
        statement.summary,
        statement.title,
        statement.remarks[0]!.text,
      ])
        expect(tight).not.toContain(kept.replaceAll(/\s+/g, ''));
    },
  );

  it('is linked to from the entry’s page', async () => {
    const { text } = await anyone(`/register/statements/${publication.id}`).expect(200);
    expect(text).toContain(`href="/public/v1/statements/${publication.id}/paper"`);
  });

  it('is written once, however many ask at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, () => paper()));
    expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(new Set(asked.map(({ headers }) => headers['etag'])).size).toBe(1);
  });

  (hasPdfTools ? it : it.skip)('is masked with its entry, and gone with it', async () => {
    const { version } = await done(service.as('tsn-registrator').get(`/consultations/${forwarded.id}`));
    await done(
      service.as('tsn-registrator').post(
        `/consultations/${forwarded.id}/mark-confidential`,
        {
          of: 'statement',
          provision: 'OSL 21:7',
          seenBy: [{ body: 'TSN', role: 'registrar' }],
          othersSee: 'masked',
        },
        { ifMatch: version },
      ),
    );
    const masked = readPdf((await paper().expect(200)).body as Buffer).inOrder;
    expect(masked).toContain('kan omfattas av sekretess');
    for (const kept of ['Strategi för hållbarhet', 'tillstyrka', 'Tekniska servicenämnden'])
      expect(masked).not.toContain(kept);
    const found = await done(service.as('tsn-registrator').get(`/publications/${publication.id}`));
    await publishing(service).unpublish(found, 'tsn-registrator');
    await paper().expect(404);
  });
});
