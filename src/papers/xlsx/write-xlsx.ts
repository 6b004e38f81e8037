import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import writeExcelFile, { type Cell, type Feature } from 'write-excel-file/node';
import { xmlText } from '../../rules/xml-text.js';
import { dated } from '../docx/dated.js';
import type { Workbook, WorkbookCell, WorkbookSheet } from '../workbook.js';

/** Adds to a workbook what the library itself does not write. */
type Addition = Feature<Stream | Buffer | Blob>;

/** A workbook for Excel and LibreOffice: real dates and numbers, a header that stays in sight, filters. The same workbook is the same bytes. */
export async function xlsxOf(workbook: Workbook): Promise<Uint8Array> {
  const written = writeExcelFile(
    workbook.sheets.map((sheet) => ({
      sheet: sheet.name,
      columns: sheet.columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      dateFormat: 'yyyy-mm-dd',
      data: [sheet.columns.map(({ head }) => headCell(head)), ...sheet.rows.map((row) => row.map(cellOf))],
    })),
    { features: [filtered(workbook.sheets), described(workbook)] },
  );
  return dated(await written.toBuffer(), workbook.writtenAt);
}

const headCell = (head: string): Cell => ({ value: head, type: String, fontWeight: 'bold', wrap: true });

function cellOf(cell: WorkbookCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' };
  if (typeof cell === 'boolean') return { value: cell, type: Boolean, alignVertical: 'top' };
  if (typeof cell === 'object')
    return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, alignVertical: 'top' };
  // Named text, whatever it looks like: `=1+1` is what somebody wrote.
  return { value: asWritten(cell), type: String, wrap: true, alignVertical: 'top' };
}

/** A cell ends there, in Excel. */
const LONGEST = 32_767;
const CUT = ' … (forts. i handlingen)';

/** Excel reads `_x0041_` in a text as the sign of that number, unless the underscore is written in the same way. */
function asWritten(text: string): string {
  const written = xmlText(text).replace(/\r\n?/g, '\n');
  const escaped = written.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
  return escaped.length <= LONGEST ? escaped : escaped.slice(0, LONGEST - CUT.length).toWellFormed() + CUT;
}

/** Lets whoever reads a sheet choose rows by what stands in a column. */
const filtered = (sheets: readonly WorkbookSheet[]): Addition => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml, _options, { sheetIndex }) => {
          const { columns, rows } = sheets[sheetIndex]!;
          const last = `${letterOf(columns.length)}${rows.length + 1}`;
          return xml.replace('</sheetData>', `</sheetData><autoFilter ref="A1:${last}"/>`);
        },
      },
    },
  },
});

/** A sheet of ours has no more columns than the alphabet letters. */
const letterOf = (column: number): string => String.fromCharCode(64 + column);

const CORE = 'docProps/core.xml';
const PACKAGE = 'application/vnd.openxmlformats-package';
const SCHEMAS = 'http://schemas.openxmlformats.org/package/2006';

/** Says in the file whose it is and what it is called, as readers for those who do not see tell it first. */
const described = ({ title, sender, writtenAt }: Workbook): Addition => ({
  files: {
    transform: {
      '[Content_Types].xml': {
        insert: () => `<Override ContentType="${PACKAGE}.core-properties+xml" PartName="/${CORE}"/>`,
      },
      '_rels/.rels': {
        insert: () =>
          `<Relationship Id="rId-core" Type="${SCHEMAS}/relationships/metadata/core-properties" Target="${CORE}"/>`,
      },
    },
    write: {
      files: () => ({
        [CORE]:
          `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="${SCHEMAS}/metadata/core-properties"` +
          ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
          `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(sender)}</dc:creator><dc:language>sv-SE</dc:language>` +
          `<dcterms:created xsi:type="dcterms:W3CDTF">${writtenAt}</dcterms:created></cp:coreProperties>`,
      }),
    },
  },
});

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => xmlText(text).replace(/[&<>]/g, (sign) => ESCAPES[sign]!);
