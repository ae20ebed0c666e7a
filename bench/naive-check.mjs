// What one writes who has an afternoon: csv-parse reads, libphonenumber-js judges, and a Map remembers. The peer of
// bench/contacts.mjs; node bench/naive-check.mjs FILE
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

const seen = new Map();
const countries = new Map();
const types = new Map();
let rows = 0;
let valid = 0;
let duplicates = 0;
const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

for await (const { phone, country } of createReadStream(process.argv[2]).pipe(parse({ columns: true, bom: true }))) {
  rows += 1;
  const number = parsePhoneNumberFromString(phone, country);
  if (!number?.isValid()) continue;
  valid += 1;
  if (seen.has(number.number)) {
    duplicates += 1;
    continue;
  }
  seen.set(number.number, rows);
  count(countries, number.country);
  count(types, number.getType());
}
console.log(JSON.stringify({ rows, valid, duplicates, countries: countries.size, types: types.size }));
