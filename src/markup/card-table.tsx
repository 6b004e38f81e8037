import type { ComponentChildren } from 'preact';

/** What a cell says where nothing is known. A card leaves it out, with its name. */
export const NOTHING = '–';

/**
 * A table whose rows become cards, by the style alone, where there is no room for its columns. The roles are written out,
 * since a table that is shown as blocks is none any more to who has it read aloud.
 */
export const CardTable = ({
  caption,
  columns,
  rows,
}: {
  /** Read aloud alone. */
  readonly caption: ComponentChildren;
  readonly columns: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}) => (
  <div class="fits">
    <table class="twin" role="table" data-cards>
      <caption class="ds-sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(([first, ...cells]) => (
          <tr role="row">
            <th scope="row" role="rowheader">
              {first}
            </th>
            {cells.map((cell, at) => (
              <td role="cell" data-label={columns[at + 1]} data-nothing={cell === NOTHING || undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
