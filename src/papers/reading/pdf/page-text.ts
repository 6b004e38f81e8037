import type { getDocumentProxy } from 'unpdf';
import { tidied } from '../paper-line.js';
import type { LetterSpaced } from './letter-spaced.js';

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** Text that is set in one go, on a page turned so that it is read from left to right; y grows upwards. */
export interface Chunk {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Its place in the structure of a tagged file. */
  readonly mark: string | undefined;
}

/** What a page of a file says. */
export interface PageText {
  readonly number: number;
  readonly top: number;
  readonly bottom: number;
  readonly chunks: readonly Chunk[];
  /** What a tagged file says is no part of its text. */
  readonly artifacts: readonly Chunk[];
  /** What stands at an angle to the rest: stamps and watermarks. */
  readonly stamps: readonly string[];
}

interface Item {
  readonly type?: string;
  readonly id?: string | null;
  readonly tag?: string;
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

interface Placed extends Chunk {
  readonly angle: number;
  readonly isArtifact: boolean;
}

/** So many degrees off, and text is no longer level. */
const LEVEL = 3;

export async function pageText(page: PdfPage, number: number, spaced: LetterSpaced): Promise<PageText> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const placed = placedOf(items as unknown as readonly Item[], spaced);
  const upright = mainAngle(placed);
  const isLevel = ({ angle }: Placed) => Math.abs(turned(angle - upright)) <= LEVEL;
  const level = placed.filter(isLevel).map((chunk) => turnedTo(chunk, upright));
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const corners = [[left, bottom], [right, top]].map(([x, y]) => rotated(x!, y!, upright).y); // prettier-ignore
  return {
    number,
    top: Math.max(...corners),
    bottom: Math.min(...corners),
    chunks: level.filter(({ isArtifact }) => !isArtifact),
    artifacts: level.filter(({ isArtifact }) => isArtifact),
    stamps: stampsOf(placed.filter((chunk) => !isLevel(chunk))),
  };
}

function placedOf(items: readonly Item[], spaced: LetterSpaced): Placed[] {
  const open: { readonly id: string | undefined; readonly isArtifact: boolean }[] = [];
  const chunks: Placed[] = [];
  for (const item of items) {
    if (item.type === 'endMarkedContent') open.pop();
    else if (item.type !== undefined)
      open.push({ id: item.id ?? undefined, isArtifact: item.tag === 'Artifact' });
    else if (item.str.trim() !== '') {
      const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = item.transform;
      const size = Math.hypot(c, d) || item.height || 1;
      chunks.push({
        text: spaced.joined(item.str),
        x,
        right: x + item.width,
        y,
        size,
        angle: Math.round((Math.atan2(b, a) * 180) / Math.PI),
        mark: open.findLast(({ id }) => id !== undefined)?.id,
        isArtifact: open.some(({ isArtifact }) => isArtifact),
      });
    }
  }
  return chunks;
}

/** The quarter of a turn in which most of the page is set. */
function mainAngle(chunks: readonly Placed[]): number {
  const letters = new Map<number, number>();
  for (const { angle, text } of chunks) {
    const quarter = turned(Math.round(angle / 90) * 90);
    if (Math.abs(turned(angle - quarter)) <= LEVEL)
      letters.set(quarter, (letters.get(quarter) ?? 0) + text.length);
  }
  return [...letters].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

/** An angle from -179 to 180. */
function turned(angle: number): number {
  const positive = ((angle % 360) + 360) % 360;
  return positive > 180 ? positive - 360 : positive;
}

function turnedTo(chunk: Placed, angle: number): Placed {
  const { x, y } = rotated(chunk.x, chunk.y, angle);
  return { ...chunk, x, right: x + (chunk.right - chunk.x), y };
}

function rotated(x: number, y: number, degrees: number): { x: number; y: number } {
  if (degrees === 0) return { x, y };
  const angle = (-degrees * Math.PI) / 180;
  return {
    x: x * Math.cos(angle) - y * Math.sin(angle),
    y: x * Math.sin(angle) + y * Math.cos(angle),
  };
}

/** Pieces that follow each other at one angle are one stamp. */
function stampsOf(chunks: readonly Placed[]): string[] {
  const stamps: { angle: number; texts: string[] }[] = [];
  for (const { angle, text } of chunks) {
    const last = stamps.at(-1);
    if (last?.angle === angle) last.texts.push(text);
    else stamps.push({ angle, texts: [text] });
  }
  return stamps
    .map(({ texts }) => tidied(texts.every((text) => text.length === 1) ? texts.join('') : texts.join(' ')))
    .filter((text) => text !== '');
}
