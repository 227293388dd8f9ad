// Finds where two answers differ: the path of the first difference with both values, or nothing. An undefined field
// counts as absent.

const isObject = (value) => typeof value === "object" && value !== null;
const fields = (value) => Object.keys(value).filter((key) => value[key] !== undefined).sort();

export function difference(ours, theirs, path = "") {
  if (!isObject(ours) || !isObject(theirs) || Array.isArray(ours) !== Array.isArray(theirs)) {
    return Object.is(ours, theirs) ? undefined : `${path || "(whole)"}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`;
  }
  if (Array.isArray(ours) && ours.length !== theirs.length) return `${path}.length: ${ours.length} and ${theirs.length}`;
  for (const key of new Set([...fields(ours), ...fields(theirs)])) {
    const found = difference(ours[key], theirs[key], Array.isArray(ours) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return undefined;
}
