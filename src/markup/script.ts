import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';
import { named } from './style.js';

const script = (name: string) =>
  named(
    name,
    'text/javascript; charset=utf-8',
    Buffer.concat(
      ['put-in', name].map((part) => readFileSync(join(projectRoot, `src/markup/script/${part}.js`))),
    ),
  );

/** What the editor runs: it keeps what is written. */
export const EDITOR_SCRIPT = script('editor');

/** What every page of staff runs: it shows what others have changed, and knows keys. Without it a page works by its forms alone. */
export const PAGES_SCRIPT = script('pages');
