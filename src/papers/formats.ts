/** The forms that a paper is written in, by what a query says (`?format=`): the first is what whoever accepts anything gets. */
export const PAPER_FORMATS = ['pdf', 'docx', 'html', 'txt'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** What has tables of its own is also written as them, for Excel. */
export const FORMATS_WITH_TABLES = [...PAPER_FORMATS, 'xlsx'] as const;
export type FileFormat = (typeof FORMATS_WITH_TABLES)[number];

export const MEDIA_TYPE: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};
