import { readFile } from 'node:fs/promises';
import { find, read, type CFB$Container } from 'cfb';
import PostalMime from 'postal-mime';

/** This file, whose `enclosedIn` `Threads` calls: how long it takes follows from what somebody has sent. */
export const IN_A_THREAD = 'documents/inspection/read-mail.js';

/** A file that a mail carries. Its name is what the mail says, and may be missing. */
export interface Enclosed {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** What a mail carries; no list where the file is no mail, and `broken` where it cannot be followed to its end. */
export interface ReadMail {
  readonly enclosed?: readonly Enclosed[];
  readonly broken?: true;
}

export type MailType = 'message/rfc822' | 'application/vnd.ms-outlook';

/** Reads the attachments of a mail, at whatever depth. Pictures in its text are among them. */
export async function enclosedIn([path, type]: [string, MailType]): Promise<ReadMail> {
  const content = await readFile(path);
  try {
    return type === 'message/rfc822' ? await inMessage(content) : inOutlookItem(content);
  } catch {
    return { broken: true };
  }
}

/** A message begins with its headers; without who sent it, it is text of some other kind. */
const BEGINS_WITH_HEADERS = /^(?:\ufeff)?(?:From [^\r\n]*\r?\n)?[\x21-\x39\x3b-\x7e]+:/;

async function inMessage(content: Buffer): Promise<ReadMail> {
  if (!BEGINS_WITH_HEADERS.test(content.toString('utf8', 0, 1000))) return {};
  const mail = await PostalMime.parse(content, {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
  });
  if (mail.from === undefined || !mail.headers.some(({ key }) => key === 'date' || key === 'received'))
    return {};
  return {
    enclosed: mail.attachments.map(({ filename, mimeType, content: bytes }) => ({
      fileName: filename ?? (mimeType === 'message/rfc822' ? 'meddelande.eml' : ''),
      content: new Uint8Array(bytes as ArrayBuffer),
    })),
  };
}

/** MS-OXMSG: each attachment is a storage with its bytes, its long name and its short name as streams. */
const BYTES = '__substg1.0_37010102';
const NAMES = ['3707001F', '3704001F', '3707001E', '3704001E'].map((tag) => `__substg1.0_${tag}`);
const ATTACHMENT = '__attach_version1.0_';
/** Another program's object, where a message of its own would have properties like this one's. */
const OBJECT = '__substg1.0_3701000D/';

function inOutlookItem(content: Buffer): ReadMail {
  const item = read(content, { type: 'buffer' });
  if (!find(item, '/__properties_version1.0') || !find(item, '/__nameid_version1.0/')) return {};
  const places = item.FullPaths.filter((place) => place.split('/').at(-2)?.startsWith(ATTACHMENT) && place.endsWith('/')); // prettier-ignore
  return { enclosed: places.flatMap((place) => attachedAt(item, place)) };
}

function attachedAt(item: CFB$Container, place: string): Enclosed[] {
  const streamOf = (name: string) => item.FileIndex[item.FullPaths.indexOf(place + name)]?.content;
  const fileName = nameOf(streamOf);
  const bytes = streamOf(BYTES);
  if (bytes) return [{ fileName, content: Uint8Array.from(bytes) }];
  const isMessage = item.FullPaths.includes(`${place}${OBJECT}__properties_version1.0`);
  // What a message holds has places of its own; anything else is what its program makes of it.
  return isMessage ? [] : [{ fileName: fileName || 'objekt', content: new Uint8Array() }];
}

function nameOf(streamOf: (name: string) => ArrayLike<number> | undefined): string {
  for (const name of NAMES) {
    const stream = streamOf(name);
    if (stream) return Buffer.from(stream as Uint8Array).toString(name.endsWith('F') ? 'utf16le' : 'latin1');
  }
  return '';
}
