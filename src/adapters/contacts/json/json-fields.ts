import type { CellEntry } from '../../../domain/contacts/contact-row.ts';

/** The column of an array of numbers. */
const bareColumn = 'value';
/** Records nest no deeper than this: `results[].properties.phone` is two. */
const deepest = 3;
const mostEntries = 20;

/** Keys of the number in an object such as `{"type": "mobile", "value": "+1…"}`; those with a + come first. */
const numberKeys = ['canonicalForm', 'e164', 'value', 'number', 'phone', 'phoneNumber', 'phone_number', '$numberLong'];
const labelKeys = ['type', 'label', 'kind', 'formattedType', 'name'];
const codeKeys = ['dialCode', 'dial_code', 'dialingCode', 'callingCode', 'calling_code', 'countryCode', 'country_code'];

/** A record's fields by their names; those of an object within are called `properties.phone`. */
export type JsonFields = ReadonlyMap<string, readonly CellEntry[]>;

/** Undefined: the text is not a record. A map, so that a field called `__proto__` is a field. */
export function jsonFields(text: string | undefined): JsonFields | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const plain = scalar(value);
    if (plain !== undefined) return new Map([[bareColumn, [{ text: plain }]]]);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const fields = new Map<string, readonly CellEntry[]>();
    flatten(value, '', 0, fields);
    return fields;
  } catch {
    // The parser's message would repeat the record.
    return undefined;
  }
}

const scalar = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** The fields of one value that has a name: its own, or those of the object that it is. */
export function jsonValueFields(name: string, value: unknown): JsonFields {
  const fields = new Map<string, readonly CellEntry[]>();
  addField(name, value, 0, fields);
  return fields;
}

function flatten(object: object, prefix: string, depth: number, fields: Map<string, readonly CellEntry[]>): void {
  for (const [key, value] of Object.entries(object)) {
    addField(prefix === '' ? key : `${prefix}.${key}`, value, depth, fields);
  }
}

function addField(name: string, value: unknown, depth: number, fields: Map<string, readonly CellEntry[]>): void {
  const plain = scalar(value);
  if (plain !== undefined) fields.set(name, [{ text: plain }]);
  else if (Array.isArray(value)) fields.set(name, value.slice(0, mostEntries).flatMap(entryOf));
  else if (typeof value !== 'object' || value === null) fields.set(name, []);
  else {
    const entry = isEntry(value) ? entryOf(value) : [];
    if (entry.length > 0) fields.set(name, entry);
    else if (depth < deepest) flatten(value, name, depth + 1, fields);
    else fields.set(name, []);
  }
}

const entryKeys: ReadonlySet<string> = new Set([
  ...numberKeys.filter((key) => !/phone/i.test(key)),
  ...labelKeys,
  ...codeKeys,
  ...['id', 'primary', 'isPrimary', 'preferred', 'verified', 'country', 'ext', 'extension', 'metadata'],
]);

/** Whether an object is one number, not a group of fields with a `phone` among them. */
const isEntry = (object: object): boolean => Object.keys(object).every((key) => entryKeys.has(key));

/** One number of a field: a string, a number, or an object with a number, label and dialling code. */
function entryOf(value: unknown): readonly CellEntry[] {
  const plain = scalar(value);
  if (plain !== undefined) return [{ text: plain }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const inner = new Map<string, unknown>(Object.entries(value));
  const first = (keys: readonly string[]): string | undefined =>
    keys.map((key) => scalar(inner.get(key))).find((text) => text !== undefined && text !== '');
  const text = first(numberKeys);
  if (text === undefined) return [];
  const label = first(labelKeys);
  const dialling = first(codeKeys);
  return [{ text, ...(label !== undefined && { label }), ...(dialling !== undefined && { dialling }) }];
}
