/**
 * The fields of a form as the class of a body wants them: a form knows texts only, so what the class has as a number or
 * a yes and no is read as one. What cannot be read stays a text, for validation to name.
 */
export function decodeForm(fields: Readonly<Record<string, unknown>>, body: new () => object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, decoded(value, typeOf(body, name))]),
  );
}

const typeOf = (body: new () => object, name: string): unknown =>
  Reflect.getMetadata('design:type', body.prototype as object, name);

function decoded(value: unknown, type: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === Number && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type === Boolean) return { true: true, on: true, false: false }[value] ?? value;
  return value;
}
