import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

const CORE = 'docProps/core.xml';
/** The first day that a ZIP can name. */
const ALWAYS = new Date(1980, 0, 1);

/** Says in a document that it was made and changed at this instant, and nothing of when its file was. */
export function dated(docx: Uint8Array, writtenAt: string): Uint8Array {
  const files = unzipSync(docx);
  const instant = `${new Date(writtenAt).toISOString().slice(0, 19)}Z`;
  const core = strFromU8(files[CORE] ?? new Uint8Array()).replaceAll(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
    (_, tag: string) => `${tag}${instant}`,
  );
  const packed: Zippable = {};
  for (const [name, content] of Object.entries({ ...files, ...(files[CORE] && { [CORE]: strToU8(core) }) }))
    packed[name] = [content, { mtime: ALWAYS, level: 6 }];
  return zipSync(packed);
}
