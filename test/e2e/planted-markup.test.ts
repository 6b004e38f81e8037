import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import PostalMime from 'postal-mime';
import { done, given, type Answer } from '../support/given.js';
import { asSeen } from '../support/html.js';
import { startMailServer, type TestMailServer } from '../support/mail-server.js';
import { everyone, publishing } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

/** What somebody writes to be more than text where it is shown (F-65). */
const PLANTED = [
  '<script>alert(1)</script>',
  '<img src=http://127.0.0.1:9/>',
  '"><svg onload="alert(1)">',
  "' onmouseover='alert(1)",
  ']]><!--',
  '{{7*7}}${7*7}',
];
const TITLE = PLANTED.join(' ');
/** Numbers are short: one of each kind. */
const NUMBER = `KS <script>x</script>{{7*7}}\${7*7}"'&`;

let mail: TestMailServer;
let pages: Map<string, string>;
beforeAll(async () => {
  mail = await startMailServer();
});
const service = sharedService(() => ({
  SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  MAIL_FROM: 'yttra@kommun.example',
  PUBLIC_URL: 'https://yttra.kommun.example',
}));
beforeAll(async () => {
  pages = await readAll();
});
afterAll(() => mail.close());

/** Plants it wherever the public or a mail shows what somebody wrote, and reads all that is shown. */
async function readAll(): Promise<Map<string, string>> {
  const { publishCase, publishReferral } = publishing(service);
  const { referralCase, sentReferral, consultationOf } = given(service);
  const administrator = service.as('admin');
  const { version } = await done(administrator.get('/bodies/KS'));
  const notices = { noticeEmails: ['registrator@kommun.example'] };
  await done(administrator.patch('/bodies/KS', notices, { ifMatch: version }));
  const planted = await referralCase({
    title: TITLE,
    caseNumber: NUMBER,
    origin: { sender: TITLE, reference: NUMBER },
  });
  const consultees = [{ body: 'TSN' }, { name: TITLE }];
  const sent = await sentReferral({ title: TITLE, letter: TITLE, consultees }, planted.id);
  const { id } = await consultationOf('tsn-registrator', sent);
  await done(service.as('tsn-registrator').post(`/consultations/${id}/messages`, { text: TITLE }));

  const publishedCase: Answer = await publishCase(planted, { publicTitle: TITLE });
  const publishedReferral: Answer = await publishReferral(sent, { publicTitle: TITLE });
  const anyone = await everyone(service);
  const paths = [
    '/register/cases',
    `/register/cases?q=${encodeURIComponent(PLANTED[0]!)}`,
    `/register/cases/${publishedCase.id}`,
    '/register/referrals',
    `/register/referrals/${publishedReferral.id}`,
    '/feed.atom',
  ];
  const read = new Map<string, string>();
  for (const path of paths) read.set(path.split('?')[0]!, (await anyone(path).expect(200)).text);
  read.set('searched', (await anyone(paths[1]!)).text);
  const [letter] = await until(
    async () => mail.taken,
    (taken) => taken.length > 0,
  );
  read.set('mail', (await PostalMime.parse(letter!.raw)).html!);
  return read;
}

/** What was written comes out as it was, and as nothing else: no tag, no attribute, nothing computed. */
function isOnlyText(shown: string, written: string) {
  const { text, elements } = asSeen(shown);
  expect(text).toContain(written);
  expect(text).not.toMatch(/\b49\b/);
  expect(shown).not.toContain('<!--');
  expect(elements.filter(({ name }) => ['script', 'img', 'style'].includes(name))).toEqual([]);
  const names = elements.flatMap(({ attributes }) => Object.keys(attributes));
  expect(names.filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
  // The pages have drawings of their own; they stand beside words and say nothing.
  const drawings = elements.filter(({ name }) => name === 'svg');
  expect(drawings.filter(({ attributes }) => attributes['aria-hidden'] !== 'true')).toEqual([]);
}

describe('markup in what somebody wrote', () => {
  it('is text in a mail', () => {
    isOnlyText(pages.get('mail')!, NUMBER);
  });

  it('is text on every page of the register', () => {
    const shown = [...pages].filter(([path]) => path.startsWith('/register'));
    expect(shown).toHaveLength(4);
    for (const [, page] of shown) isOnlyText(page, TITLE);
    isOnlyText(pages.get('searched')!, PLANTED[0]!);
  });

  it('is text in the feed', () => {
    const feed = pages.get('/feed.atom')!;
    expect(XMLValidator.validate(feed)).toBe(true);
    const { entry } = new XMLParser({ htmlEntities: true }).parse(feed).feed as { entry: Answer[] };
    expect(entry.map(({ title }) => title as string)).toEqual(
      expect.arrayContaining([expect.stringContaining(TITLE)]),
    );
    expect(feed).not.toMatch(/<script|<img|<svg|\b49\b/);
  });
});
