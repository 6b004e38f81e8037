import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';

/** A file of the design. Its name holds the hash of its content, so that a browser may keep it for ever. */
export interface StyleFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The parts of the design system that the pages use; the others are left out. */
const PARTS = [
  'button', 'link', 'label', 'field', 'fieldset', 'input', 'validation-message', 'error-summary', 'alert', 'details',
  'breadcrumbs', 'skip-link', 'list', 'paragraph', 'pagination',
]; // prettier-ignore

const require = createRequire(import.meta.url);
const text = (path: string): string => readFileSync(path, 'utf8');
const ofDesignSystem = (part: string): string =>
  text(require.resolve(`@digdir/designsystemet-css/${part}.css`));
const own = (file: string): string => squeezed(text(join(projectRoot, 'src/markup/style', file)));

const ENDINGS: Readonly<Record<string, string>> = {
  'font/woff2': 'woff2',
  'text/css': 'css',
  'text/javascript': 'js',
};

export const FONT = named(
  'source-sans-3',
  'font/woff2',
  readFileSync(
    require.resolve('@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2'),
  ),
);

/** Put together once, when the process starts: the theme, the design system's parts, and Yttra's own over them. */
export const STYLE = named(
  'yttra',
  'text/css; charset=utf-8',
  Buffer.from(
    [
      '@layer theme, base, ground, components, parts;',
      `@layer theme{${own('theme.css').replace(/^@charset[^;]*;/, '')}}`,
      `@layer base{${ofDesignSystem('base')}}`,
      `@layer components{${PARTS.map(ofDesignSystem).join('')}}`,
      own('yttra.css').replace('source-sans-3.woff2', FONT.name),
    ].join('\n'),
  ),
);

export const STYLE_BASE = '/style';

/** The address of a file of the design. */
export const addressOfStyle = ({ name }: StyleFile): string => `${STYLE_BASE}/${name}`;

export function named(name: string, type: string, content: Buffer): StyleFile {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  const ending = ENDINGS[type.split(';')[0]!];
  return { name: `${name}.${hash}.${ending}`, type, content };
}

/** Without comments and white space that says nothing; enough for style sheets written by hand. */
function squeezed(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,>])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replace(/;}/g, '}');
}
