/**
 * A body's way of writing its case numbers. `{body}` its code, `{year}` and `{yy}` the year,
 * `{n}` the running number, `{n:4}` the same with leading zeros; all else stands as it is.
 * Covers the forms seen: `KS 2023/474`, `2023/KS 0017`, `STK-2014-1045`, `0747/21`, `2016/0166 KS-2`.
 */
const PLACE = /\{(body|year|yy|n)(?::([1-9]))?\}/g;

export function formatCaseNumber(
  template: string,
  { body, year, n }: { body: string; year: number; n: number },
): string {
  return template.replace(PLACE, (_, place: string, width?: string) => {
    if (place === 'body') return body;
    if (place === 'year') return String(year);
    if (place === 'yy') return String(year % 100).padStart(2, '0');
    return String(n).padStart(Number(width ?? 1), '0');
  });
}

/** A template without a running number would hand out the same number twice, and without a year, next year. */
export function isCaseNumberTemplate(template: string): boolean {
  return (
    /\{n(:[1-9])?\}/.test(template) &&
    /\{(year|yy)\}/.test(template) &&
    !/[{}]/.test(template.replace(PLACE, ''))
  );
}
