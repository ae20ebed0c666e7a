/** Equal for `Phone 1 - Value`, `phone_1.value` and `Phone1Value`. */
export const plainName = (name: string): string => (/^[a-z\d]+(?: [a-z\d]+)*$/.test(name) ? name : spacedName(name));

/** Compiled on demand: expressions over all of Unicode take long, and most names need none. */
const wordStart = (name: string): RegExp =>
  /^[\0-\x7f]*$/.test(name) ? /(?<=[a-z\d])(?=[A-Z])/g : /(?<=\p{Ll}|\d)(?=\p{Lu})/gu;

const spacedName = (name: string): string =>
  name
    .replace(wordStart(name), ' ')
    .toLowerCase()
    .replace(/[_\-–:./()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
