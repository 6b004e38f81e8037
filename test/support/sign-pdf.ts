import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const VALUE_BYTES = 4096;
/** DER, with nothing in it that anybody could check. */
const UNCHECKED = Buffer.from('3082', 'hex');

interface Signing {
  /** What the byte range is instead, for a signature that covers something else. */
  readonly range?: (all: number[]) => number[];
  /** Makes the value of what the range covers. */
  readonly value?: (covered: Buffer) => Buffer;
}

/**
 * A PDF with one more signature, as a signature service adds it: an incremental update with a signature dictionary whose
 * byte range covers all but its value, and a field for it in the catalog.
 */
export function signedOnceMore(pdf: Buffer, { range, value = () => UNCHECKED }: Signing = {}): Buffer {
  const text = pdf.toString('latin1');
  const last = (pattern: RegExp) => [...text.matchAll(pattern)].at(-1)![1]!;
  const [root, size, previous] = [/\/Root (\d+) 0 R/g, /\/Size (\d+)/g, /startxref\s+(\d+)/g].map(last);
  const [field, signature] = [Number(size), Number(size) + 1];
  const objects = [
    `${root} 0 obj\n${withField(text, root!, field)}\nendobj\n`,
    `${field} 0 obj\n<< /FT /Sig /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /T (Underskrift ${field}) /V ${signature} 0 R >>\nendobj\n`,
  ];
  const places = [pdf.length + 1];
  for (const object of objects) places.push(places.at(-1)! + object.length);
  const dictionary = (of: readonly number[]) =>
    `\n${objects.join('')}${signature} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [${of.join(' ').padEnd(45)}] /Contents `;
  const entry = (at: number) => `${String(at).padStart(10, '0')} 00000 n \n`;
  const end = ' >>\nendobj\n';
  const valueAt = pdf.length + dictionary([]).length;
  const valueEnds = valueAt + 2 * VALUE_BYTES + 2;
  const tail = `${end}xref\n${root} 1\n${entry(places[0]!)}${field} 2\n${entry(places[1]!)}${entry(places[2]!)}trailer\n<< /Size ${signature + 1} /Root ${root} 0 R /Prev ${previous} >>\nstartxref\n${valueEnds + end.length}\n%%EOF\n`;
  const all = [0, valueAt, valueEnds, tail.length];
  const before = Buffer.concat([pdf, Buffer.from(dictionary(range?.(all) ?? all), 'latin1')]);
  const made = value(Buffer.concat([before, Buffer.from(tail, 'latin1')]));
  const hex = made.toString('hex').padEnd(2 * VALUE_BYTES, '0');
  return Buffer.concat([before, Buffer.from(`<${hex}>${tail}`, 'latin1')]);
}

/** The catalog with one more field of a signature. */
function withField(text: string, root: string, field: number): string {
  const at = text.lastIndexOf(`\n${root} 0 obj`);
  const catalog = text.slice(text.indexOf('<<', at), text.indexOf('endobj', at)).trim();
  if (catalog.includes('/Fields [')) return catalog.replace('/Fields [', `/Fields [${field} 0 R `);
  return catalog.replace(/>>$/, `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >> >>`);
}

/** Signs as somebody with a certificate of their own does, by openssl. */
export function signedBy(folder: string, name: string): (covered: Buffer) => Buffer {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`];
  execFileSync('openssl', [...made, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const sign = ['cms', '-sign', '-binary', '-outform', 'DER', '-md', 'sha256', '-signer', certificate];
  return (covered) => execFileSync('openssl', [...sign, '-inkey', key], { input: covered });
}

/** The other side of the folder that papers to be signed are exchanged in. */
export class SigningService {
  constructor(readonly folder: string) {}

  async paper(id: string): Promise<Buffer> {
    return readFile(join(this.folder, id, 'paper.pdf'));
  }

  async request(id: string): Promise<Record<string, any>> {
    return JSON.parse(await readFile(join(this.folder, id, 'request.json'), 'utf8')) as Record<string, any>;
  }

  async say(id: string, status: unknown): Promise<void> {
    await this.write(id, 'status.json', typeof status === 'string' ? status : JSON.stringify(status));
  }

  /** Puts the signed paper there and says so: all of those who were asked have signed at an instant. */
  async sign(id: string, at: string, paper?: Buffer): Promise<Buffer> {
    const { signers } = await this.request(id);
    let signed = paper ?? (await this.paper(id));
    if (!paper) for (const _ of signers) signed = signedOnceMore(signed);
    await this.write(id, 'signed.pdf', signed);
    await this.say(id, {
      state: 'signed',
      sha256: createHash('sha256').update(signed).digest('hex'),
      signers: (signers as { place: number }[]).map(({ place }) => ({ place, state: 'signed', at })),
    });
    return signed;
  }

  /** Whole or not at all, as the exchange demands of both sides. */
  async write(id: string, name: string, content: string | Buffer): Promise<void> {
    const draft = join(this.folder, `.draft-${name}`);
    await mkdir(join(this.folder, id), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, join(this.folder, id, name));
  }
}
