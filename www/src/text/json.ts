// JSON of what a page gives, also where an old library has added `toJSON` to arrays: it would make texts of them.

const PROTOTYPES = [Array.prototype, String.prototype, Number.prototype, Boolean.prototype, Object.prototype];

/** The same as JSON.stringify on a page without such additions. */
export function jsonOf(value: unknown): string {
  const added = PROTOTYPES.flatMap((prototype) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, "toJSON");
    return descriptor?.configurable ? [{ prototype, descriptor }] : [];
  });
  for (const { prototype } of added) Reflect.deleteProperty(prototype, "toJSON");
  try {
    return JSON.stringify(value);
  } finally {
    for (const { prototype, descriptor } of added) Object.defineProperty(prototype, "toJSON", descriptor);
  }
}
