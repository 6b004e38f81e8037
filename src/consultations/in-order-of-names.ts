/** Consultees as people look for them: by what they are called, å ä ö last and 2 before 10; of one name in the order of ids. */
export const inOrderOfNames = (asked: string, body: string): string =>
  `coalesce(${body}.name, ${asked}.consultee_name) COLLATE sv_numbers, ${asked}.id`;
