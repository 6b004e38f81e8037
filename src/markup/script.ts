import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';
import { named } from './style.js';

/** What the editor runs: it keeps what is written. Every other page, and this one without it, works by its forms alone. */
export const EDITOR_SCRIPT = named(
  'editor',
  'text/javascript; charset=utf-8',
  readFileSync(join(projectRoot, 'src/markup/script/editor.js')),
);
