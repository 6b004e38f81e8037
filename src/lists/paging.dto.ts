import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Digits, Flag, NotBeside } from '../http/field-rules.js';
import { SEPARATORS, type Separator } from './write-csv.js';

/** How every list is paged. */
export class PageQuery {
  /**
   * Rows on a page.
   * @example 20
   */
  @IsOptional()
  @ApiPropertyOptional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /**
   * Page, from 1, within the first 1,000 rows (`page` × `limit`). For depth use `cursor`, which does not skip or repeat
   * rows while others change the list.
   * @example 1
   */
  @IsOptional()
  @ApiPropertyOptional({ default: 1 })
  @Digits()
  @IsInt()
  @Min(1)
  @Max(500)
  @NotBeside('cursor')
  page?: number;

  /** The `nextCursor` of the page before, with the same filters and the same `sort`. It cannot stand beside `page`. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;

  /** `true` adds `total`, which costs time on a long list; with `totalIsAtLeast` beyond 10,000. */
  @IsOptional()
  @Flag()
  count: boolean = false;
}

/** How a list is paged that is also given whole, as CSV. */
export class TableQuery extends PageQuery {
  /**
   * Gives the whole list as CSV for a spreadsheet, whatever `limit` and `page` say, or what follows a `cursor`, with this
   * sign between its cells; so does `Accept: text/csv`, with semicolons, which Excel in Swedish reads as cells. The
   * connection breaks off where the file takes more than a minute.
   * @example "semicolon"
   */
  @IsOptional()
  @IsIn(SEPARATORS)
  separator?: Separator;
}

/** The frame around every list. */
export class PageView {
  /** @example 20 */
  limit!: number;
  /**
   * The `page` that was asked for; 1 where none was, also after a `cursor`.
   * @example 1
   */
  page!: number;
  /** Give it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
  /** All rows that match, when asked for with `count=true`. */
  total?: number;
  /** `true` when more than the 10,000 rows of `total` match; left out when `total` is exact. @example true */
  totalIsAtLeast?: boolean;
}
