import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `replyBy` in the code is `reply_by` in the database, so no identifier needs quotes. */
export class ColumnNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z0-9]+/g, (letters) => `_${letters.toLowerCase()}`);
  }
}
