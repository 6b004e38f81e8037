import type { PaperFormat } from './formats.js';
import type { FormKind } from './form/paper-form.js';
import type { Paper } from './paper.js';
import { UnreadablePaper, type ReadPaper, type Unreadable } from './reading/paper-line.js';
import type { CheckedTemplate } from './word/word-template.js';
import type { Workbook } from './workbook.js';

/** What a renderer's process is asked for: to write a paper or tables, to read a file, or to check a template and fill it in. */
export type Order =
  | { readonly paper: Paper; readonly format: PaperFormat }
  | { readonly workbook: Workbook }
  | { readonly file: Uint8Array }
  | { readonly template: Uint8Array; readonly paper: Paper }
  | { readonly template: Uint8Array; readonly checkedFor: FormKind };

/** What it answers. */
export type Answer =
  | { readonly bytes: Uint8Array; readonly replaced: readonly string[] }
  | { readonly read: ReadPaper | Unreadable }
  | { readonly checked: CheckedTemplate }
  | { readonly failed: string };

type Writer = (paper: Paper) => Promise<{ bytes: Uint8Array; replaced: readonly string[] }>;

const asText = (text: string) => ({ bytes: Buffer.from(text, 'utf8'), replaced: [] });

/** What each format needs is loaded when it is asked for first: a preview does not wait for the setting of type. */
const WRITERS: Readonly<Record<PaperFormat, Writer>> = {
  pdf: async (paper) => (await import('./pdf/typeset.js')).typeset(paper),
  docx: async (paper) => ({
    bytes: await (await import('./docx/write-docx.js')).docxOf(paper),
    replaced: [],
  }),
  html: async (paper) => asText((await import('./paper-sheet.js')).htmlOf(paper)),
  txt: async (paper) => asText((await import('./plain-text.js')).plainTextOf(paper)),
};

async function read(file: Uint8Array): Promise<Answer> {
  const { readPaper } = await import('./reading/read-paper.js');
  try {
    return { read: await readPaper(Buffer.from(file)) };
  } catch (error) {
    if (error instanceof UnreadablePaper) return { read: error.why };
    throw error;
  }
}

const tablesOf = async (workbook: Workbook) => ({
  bytes: await (await import('./xlsx/write-xlsx.js')).xlsxOf(workbook),
  replaced: [],
});

async function template(order: Extract<Order, { template: Uint8Array }>): Promise<Answer> {
  const { checkTemplate, fillTemplate } = await import('./word/word-template.js');
  if ('checkedFor' in order) return { checked: checkTemplate(order.template, order.checkedFor) };
  return { bytes: fillTemplate(order.template, order.paper), replaced: [] };
}

function done(order: Order): Promise<Answer> {
  if ('template' in order) return template(order);
  if ('file' in order) return read(order.file);
  return 'workbook' in order ? tablesOf(order.workbook) : WRITERS[order.format](order.paper);
}

/** The process that writes and reads papers, one after the other (`Renderers`). It ends with whoever started it. */
process.on('message', (order: Order) => {
  void done(order).then(
    (said) => answer(said),
    (error: unknown) => answer({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());

function answer(said: Answer): void {
  process.send?.(said);
}
