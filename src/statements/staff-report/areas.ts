export interface Area {
  readonly from: string;
  readonly relation: string;
  readonly to: string;
}

const RELATION = 'inryms i|ingår i|föreslås bli|ersätts av|slås samman med|flyttas till';
const AREA = new RegExp(
  `^(.{2,120}?) (${RELATION}) (?:[^”“"»«]{0,80} )?[”“"»«]([^”“"»«]{2,200})[”“"»«]`,
  'u',
);

/** How parts of one proposal relate to those of another: ”Föräldrastöd inryms i området ”Stöd …””. */
export function areasIn(items: readonly string[]): Area[] {
  return items.flatMap((item) => {
    const [, from, relation, to] = AREA.exec(item) ?? [];
    return from && relation && to ? [{ from, relation, to }] : [];
  });
}
