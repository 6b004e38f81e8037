import type { Described } from '../frame/upload-forms.js';

/** Files of a form, at most: the API takes 50 documents, which nobody chooses at once. */
export const MOST_FILES = 20;

/** A file of a reply that came another way than through Yttra: the first holds it, and the others come with it. */
export const fileOfReply = (
  { from, receivedOn }: { readonly from: string; readonly receivedOn: string | undefined },
  fileName: string,
  index: number,
  _count?: number,
): Omit<Described, 'body'> => ({
  title: index === 0 ? `Svar från ${from}` : titleOfFile(`Bilaga till svar från ${from}`, fileName, 2),
  kind: index === 0 ? 'reply' : 'attachment',
  direction: 'incoming',
  receivedOn,
});

export const namedInReply = ([documentId, ...attachments]: readonly string[]): object => ({
  documentId,
  ...(attachments.length > 0 && { attachments }),
});

/** A document is called what was typed, and where there are several of them also by its file. */
export function titleOfFile(typed: string | undefined, fileName: string, count: number): string {
  const name = fileName.replace(/\.[a-z\d]{1,5}$/i, '');
  const title = typed?.trim() ?? '';
  if (title === '') return name;
  return count === 1 ? title : `${title}: ${name}`.slice(0, LONGEST_TITLE);
}

const LONGEST_TITLE = 300;
