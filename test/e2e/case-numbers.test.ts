import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { formatCaseNumber, isCaseNumberTemplate } from '../../src/organisation/case-number.js';
import { numberKey } from '../../src/rules/case-number.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ DATABASE_POOL_SIZE: '20' });
afterEach(() => service.reset());

/** Registers a case as the body's registrar would; answers with its number. */
async function register(
  issuer: string,
  caseNumber?: string,
  persona = `${issuer.toLowerCase()}-registrator`,
) {
  const body = { title: 'Strategi', issuer, ...(caseNumber !== undefined && { caseNumber }) };
  const answer = await done(service.as(persona).post('/cases', body));
  return String(answer['caseNumber']);
}

async function setTemplate(code: string, caseNumberTemplate: string) {
  const { version } = await done(service.as('admin').get(`/bodies/${code}`));
  await done(service.as('admin').patch(`/bodies/${code}`, { caseNumberTemplate }, { ifMatch: version }));
}

describe('a case-number template', () => {
  // Numbers as real authorities have printed them.
  it.each([
    ['KS 2023/474', '{body} {year}/{n}', 'KS', 2023, 474],
    ['STK-2014-1045', '{body}-{year}-{n}', 'STK', 2014, 1045],
    ['2023/KS 0017', '{year}/{body} {n:4}', 'KS', 2023, 17],
    ['2020/KS 0222 001', '{year}/{body} {n:4} 001', 'KS', 2020, 222],
    ['2016KSM1221.042', '{year}{body}{n}.042', 'KSM', 2016, 1221],
    ['KS/2018:298 - 001', '{body}/{year}:{n} - 001', 'KS', 2018, 298],
    ['2016/0166 KS-2', '{year}/{n:4} {body}-2', 'KS', 2016, 166],
    ['0747/21', '{n:4}/{yy}', 'KS', 2021, 747],
    ['1.5.1-135-2012', '1.5.1-{n}-{year}', 'KS', 2012, 135],
    ['T 2010-313-01743', 'T {year}-313-{n:5}', 'T', 2010, 1743],
    ['KS 353/2008', '{body} {n}/{year}', 'KS', 2008, 353],
    ['1900/16', '{n}/{yy}', 'KS', 2016, 1900],
  ])('writes %s by %s', (number, template, body, year, n) => {
    expect(isCaseNumberTemplate(template)).toBe(true);
    expect(formatCaseNumber(template, { body, year, n })).toBe(number);
  });

  it('keeps the digits of a number that has outgrown its zeros, and the zero of a year', () => {
    expect(formatCaseNumber('{n:4}/{yy}', { body: 'KS', year: 2009, n: 12345 })).toBe('12345/09');
  });

  it.each(['', '{body} {year}', '{body} {n}', '{body} {year}/{n:0}', '{year}/{n} {namn}', '{year}/{n}}'])(
    'is refused as %p',
    (template) => {
      expect(isCaseNumberTemplate(template)).toBe(false);
    },
  );

  it('makes a number the same whatever its spaces and case', () => {
    expect(numberKey(' ks 2023 / 474')).toBe(numberKey('KS 2023/474'));
    expect(numberKey('KS 2023/474')).not.toBe(numberKey('KS 2023/475'));
  });

  it('is used from the next number on; the series goes on', async () => {
    service.setNow(NOW);
    expect(await register('AMN')).toBe('AMN 2026/1');
    await setTemplate('AMN', '{year}/{body} {n:4}');
    expect(await register('AMN')).toBe('2026/AMN 0002');
  });

  it('begins a new series with the year that begins in Sweden', async () => {
    service.setNow('2026-12-31T22:59:00Z');
    expect(await register('BIN')).toBe('BIN 2026/1');
    service.setNow('2026-12-31T23:00:00Z');
    expect(await register('BIN')).toBe('BIN 2027/1');
  });
});

describe('a register', () => {
  beforeAll(() => service.setNow(NOW));

  it('hands out 50 numbers in a row to 50 who ask at once', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, () => register('SN')));
    expect(numbers.map((number) => Number(number.split('/')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    const [row] = await service.database.query(
      `SELECT (SELECT count(*) FROM register_entries WHERE register_code = 'SN') AS entries,
              (SELECT last_number FROM case_number_series WHERE register_code = 'SN') AS last`,
    );
    expect(row).toEqual({ entries: 50, last: 50 });
  });

  it('steps over numbers given by hand, however they were spaced', async () => {
    await register('SN', 'SN 2026/1');
    await register('SN', 'sn2026/2');
    expect(await register('SN')).toBe('SN 2026/3');
  });

  it('leaves no gap where a registration was refused', async () => {
    await register('SN');
    await service.as('sn-registrator').post('/cases', { title: '', issuer: 'SN' }).expect(422);
    await service.as('sn-lasare').post('/cases', { title: 'X', issuer: 'SN' }).expect(403);
    expect(await register('SN')).toBe('SN 2026/2');
  });

  it('gives a number once, however many write it at once', async () => {
    const body = { title: 'Strategi', issuer: 'SN', caseNumber: 'SN 2026/474' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => service.as('sn-registrator').post('/cases', body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.reasons[0]).toMatchObject({ code: 'case-number-taken' });
  });

  it('knows a number whatever cannot be seen in it, and refuses letters that look like others', async () => {
    await register('SN', 'SN 2026/90');
    const refused = async (caseNumber: string) => {
      const { status, body } = await service
        .as('sn-registrator')
        .post('/cases', { title: 'Dubbel', issuer: 'SN', caseNumber });
      return [status, body.reasons?.[0].code ?? body.errors?.[0].code];
    };
    const taken = [409, 'case-number-taken'];
    expect(await refused('SN\u200b 2026/90')).toEqual(taken);
    expect(await refused('\u202eSN 2026/90')).toEqual(taken);
    expect(await refused('ＳＮ\u00a0２０２６／９０')).toEqual(taken);
    expect(await refused('SN 2026\u00ad/90')).toEqual(taken);
    expect(await refused('ЅN 2026/90')).toEqual([422, 'case-number']);
    expect(await refused('\u200b')).toEqual([422, 'case-number']);
    expect(await register('SN', 'ＳＮ\u200b 2026/91')).toBe('SN 2026/91');
  });

  it('is of its own body: the same number may stand in two', async () => {
    expect(await register('SN', '2026/17')).toBe('2026/17');
    expect(await register('BIN', '2026/17')).toBe('2026/17');
  });

  it("holds the body's cases and its consultations in one series", async () => {
    const { sentReferral, consultationOf, step } = given(service);
    expect(await register('TSN')).toBe('TSN 2026/1');
    const { id } = await consultationOf('tsn-registrator', await sentReferral());
    expect((await step('tsn-registrator', id, 'register'))['ownCaseNumber']).toBe('TSN 2026/2');
    expect(await register('TSN')).toBe('TSN 2026/3');
  });

  it("is written the keeper's way for a body without staff of its own", async () => {
    expect(await register('KS')).toBe('KS 2026/1');
    expect(await register('KF', undefined, 'ks-registrator')).toBe('KS 2026/2');
    expect(await register('KS')).toBe('KS 2026/3');
    const taken = await service
      .as('ks-registrator')
      .post('/cases', { title: 'Dubbel', issuer: 'KF', caseNumber: 'KS 2026/3' })
      .expect(409);
    expect(taken.body.reasons[0].code).toBe('case-number-taken');
  });
});

it('a register shows what was numbered before another body came to keep it, and after', async () => {
  const registrar = service.as('tsn-registrator');
  const keptBy = (registerKeptBy: string | null) =>
    done(service.as('admin').patch('/bodies/TSN', { registerKeptBy }, { ifMatch: '*' }));
  const ids: string[] = [];
  const register = async () =>
    ids.unshift((await done(registrar.post('/cases', { title: 'Lekplats vid ån', issuer: 'TSN' }))).id);
  const isWhole = async () => {
    for (const query of ['', 'q=lekplats&']) {
      const { items, total } = await done(registrar.get(`/bodies/TSN/register?${query}count=true`));
      const found = (items as Answer[]).map(({ id }) => id);
      expect({ query, found, total }).toEqual({ query, found: ids, total: ids.length });
    }
  };
  await register();
  await register();
  try {
    await keptBy('KS');
    await isWhole();
    await register();
    await isWhole();
  } finally {
    await keptBy(null);
  }
  await isWhole();
  await register();
  await isWhole();
});

describe('a series that was begun in another system', () => {
  const setSeries = async (code: string, lastNumber: number, persona = 'admin') => {
    const { version } = await done(service.as('admin').get(`/bodies/${code}`));
    return service
      .as(persona)
      .patch(`/bodies/${code}`, { caseNumberSeries: { year: 2026, lastNumber } }, { ifMatch: version });
  };

  it('goes on where that one ended, and only forwards', async () => {
    service.setNow(NOW);
    expect((await setSeries('KS', 473)).body).toMatchObject({
      caseNumberSeries: { year: 2026, lastNumber: 473 },
    });
    expect(await register('KS')).toBe('KS 2026/474');
    const { status, body } = await setSeries('KS', 400);
    expect([status, body.errors]).toMatchObject([
      422,
      [
        {
          pointer: '/caseNumberSeries/lastNumber',
          code: 'series-passed',
          detail: expect.stringContaining('474'),
        },
      ],
    ]);
    expect(await register('KS')).toBe('KS 2026/475');
    const events: { after: object }[] = await service.database.query(
      "SELECT after FROM audit_events WHERE object_type = 'body' AND after ? 'caseNumberSeries'",
    );
    expect(events).toEqual([{ after: { caseNumberSeries: { year: 2026, lastNumber: 473 } } }]);
  });

  it('is the keeper’s where another body keeps the register', async () => {
    const { status, body } = await setSeries('KF', 10);
    expect([status, body.errors]).toMatchObject([422, [{ code: 'register-kept-elsewhere' }]]);
  });
});
