/** What XML 1.0 allows nowhere in a document, not even escaped (production 2, `Char`). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * A text as it may stand in an XML document: what XML forbids is replaced by U+FFFD. One such character in one
 * title would otherwise make the whole document unreadable to everyone.
 */
export const xmlText = (text: string): string => text.replace(FORBIDDEN, '\u{FFFD}');
