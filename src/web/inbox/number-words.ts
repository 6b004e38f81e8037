const SMALL = 'noll ett två tre fyra fem sex sju åtta nio tio elva tolv'.split(' ');

/** A number in a Swedish text: up to twelve in letters. */
export const inLetters = (count: number): string => SMALL[count] ?? String(count);
