import PostalMime, { type Email } from 'postal-mime';

/** This file, whose `mailSaid` `Threads` calls: how long it takes follows from what somebody has sent. */
export const IN_A_THREAD = 'documents/mail-said.js';

/** What a message says of itself. Days are those of Sweden; whatever it does not say is empty, or null for a day. */
export interface MailSaid {
  readonly senderName: string;
  readonly senderEmail: string;
  readonly subject: string;
  readonly sentOn: string | null;
  readonly receivedOn: string | null;
  readonly text: string;
  readonly attachments: readonly {
    readonly fileName: string;
    readonly mediaType: string;
    readonly byteSize: number;
  }[];
}

const DEEPEST = 20;
const LARGEST_HEADERS = 256 * 1024;
const LONGEST_TEXT = 20_000;
const LONGEST_HTML = 1_000_000;
const LONGEST_LINE = 500;
const MOST_ATTACHMENTS = 100;

/** Null for what is no message, or one that is nested deeper or has larger headers than any honest one. */
export async function mailSaid(content: Uint8Array): Promise<MailSaid | null> {
  const mail = await parsed(content);
  if (!mail) return null;
  const [from] = mail.from?.group ?? (mail.from ? [mail.from] : []);
  const received = mail.headers
    .find(({ key }) => key === 'received')
    ?.value.split(';')
    .at(-1);
  const sentOn = swedishDay(mail.date);
  return {
    senderName: line(from?.name),
    senderEmail: line(from?.address),
    subject: line(mail.subject),
    sentOn,
    receivedOn: swedishDay(received) ?? sentOn,
    text: textOf(mail),
    attachments: mail.attachments
      .slice(0, MOST_ATTACHMENTS)
      .map(({ filename, mimeType, content: bytes }) => ({
        fileName: line(filename ?? ''),
        mediaType: line(mimeType),
        byteSize: (bytes as ArrayBuffer).byteLength,
      })),
  };
}

/**
 * What a message carries to be read: the first of its attachments that is a PDF or a Word file, else its own text. Null
 * for what is no message.
 */
export async function paperIn(content: Uint8Array): Promise<Uint8Array | string | null> {
  const mail = await parsed(content);
  if (!mail) return null;
  const paper = mail.attachments.find(({ filename }) => /\.(?:pdf|docx)$/i.test(filename ?? ''));
  return paper ? new Uint8Array(paper.content as ArrayBuffer) : textOf(mail);
}

/** Messages within it are attachments, and are not opened. */
const parsed = async (content: Uint8Array): Promise<Email | undefined> =>
  PostalMime.parse(content, {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
    maxNestingDepth: DEEPEST,
    maxHeadersSize: LARGEST_HEADERS,
  }).catch(() => undefined);

function swedishDay(written: string | undefined): string | null {
  const at = new Date(written ?? '');
  return Number.isNaN(at.getTime()) ? null : at.toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
}

/** The text that the sender wrote, else what stands in its HTML. Nothing that either refers to is fetched. */
const textOf = ({ text, html }: Email): string =>
  plain(text?.trim() ? text : textOfHtml((html ?? '').slice(0, LONGEST_HTML))).slice(0, LONGEST_TEXT);

const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', aring: 'å', auml: 'ä', ouml: 'ö', Aring: 'Å', Auml: 'Ä',
  Ouml: 'Ö', eacute: 'é', Eacute: 'É', ndash: '–', mdash: '—', rdquo: '”', ldquo: '“', rsquo: '’', hellip: '…', sect: '§',
}; // prettier-ignore

const textOfHtml = (html: string): string =>
  html
    .replace(/<(head|style|script|title)\b[^>]*>[^]*?<\/\1\s*>/giu, ' ')
    .replace(/<!--[^]*?-->/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^>]*>/giu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu,
      (whole, decimal, hexadecimal, name: string) => {
        if (name) return NAMED[name] ?? whole;
        const code = decimal ? Number(decimal) : Number.parseInt(String(hexadecimal), 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    );

/** As texts in requests: no control, no half of a sign, no endless marks. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/(\p{M}{30})\p{M}+/gu, '$1')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    // eslint-disable-next-line no-control-regex -- control characters are what it takes out
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/gu, '')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .normalize('NFC')
    .trim();

const line = (text: string | undefined): string =>
  plain(text ?? '')
    .replaceAll('\n', ' ')
    .slice(0, LONGEST_LINE);
