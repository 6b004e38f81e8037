/** The forms that a paper is written in, by what a query says (`?format=`): the first is what whoever accepts anything gets. */
export const PAPER_FORMATS = ['pdf', 'docx', 'html', 'txt'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

export const MEDIA_TYPE: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};
