const FIRST_LETTER = /\p{L}/u;
const FROM_THE_RIGHT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** Whether a text is read from the right to the left: its first letter says so, as it does to browsers (`dir="auto"`). */
export const isFromTheRight = (text: string): boolean =>
  FROM_THE_RIGHT.test(FIRST_LETTER.exec(text)?.[0] ?? '');
