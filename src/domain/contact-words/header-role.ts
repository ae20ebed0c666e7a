import { isNegated, withoutAsides } from './asking-words.ts';
import {
  areaWords,
  attributeWords,
  codeOrCountryWords,
  countryWords,
  diallingWords,
  extensionWords,
  identifierWords,
  labelWords,
  numberWords,
  regionWords,
} from './column-words.ts';
import { consentWords, optOutWords } from './consent-words.ts';
import { machineWords, mailWords } from './never-words.ts';
import { formerWords, personWords, placeWords } from './person-words.ts';
import { companyWords, homeWords, mobileWords, phoneWords, workWords } from './phone-words.ts';
import { foldWords, type WordTable, wordFinder } from './word-table.ts';

/** The kind of number that a column or a label means; `company`: not the person's alone. */
export type NumberKind = 'mobile' | 'plain' | 'home' | 'work' | 'company';

/**
 * The meaning of a header. `weak-number`: some kind of numbers (`No.`, `Ref`). `place`: a
 * place without a word for a number (`Home`, `Ufficio`). `code-or-country`: either. `other`: known, and none of these.
 */
export type HeaderRole =
  | { readonly role: 'number'; readonly kind: NumberKind }
  | { readonly role: 'place'; readonly kind: NumberKind }
  | {
      readonly role:
        | 'other-person'
        | 'machine'
        | 'identifier'
        | 'dialling-code'
        | 'area-code'
        | 'code-or-country'
        | 'country'
        | 'label'
        | 'extension'
        | 'opt-out'
        | 'consent'
        | 'weak-number'
        | 'other'
        | 'unknown';
    };

export const headerTables = {
  phone: phoneWords,
  mobile: mobileWords,
  home: homeWords,
  work: workWords,
  company: companyWords,
  machine: machineWords,
  mail: mailWords,
  person: personWords,
  place: placeWords,
  former: formerWords,
  identifier: identifierWords,
  weak: numberWords,
  label: labelWords,
  attribute: attributeWords,
  extension: extensionWords,
  dialling: diallingWords,
  codeOrCountry: codeOrCountryWords,
  area: areaWords,
  country: countryWords,
  region: regionWords,
  optOut: optOutWords,
  consent: consentWords,
} satisfies Readonly<Record<string, WordTable>>;

type Table = keyof typeof headerTables;
type HeaderTables = Readonly<Record<Table, WordTable>>;
type WordsIn = (text: string) => Readonly<Record<Table, boolean>>;

function wordsOf(tables: HeaderTables): WordsIn {
  const names = Object.keys(headerTables) as readonly Table[];
  const find = wordFinder(names.map((name) => tables[name]));
  return (text) => {
    const found = find(text);
    return Object.fromEntries(names.map((name, at) => [name, (found & (1 << at)) !== 0])) as Record<Table, boolean>;
  };
}

let known: WordsIn | undefined;

/** With all tables, which are compiled on demand: that takes some milliseconds. */
function wordsIn(text: string): ReturnType<WordsIn> {
  known ??= wordsOf(headerTables);
  return known(text);
}

/** Instructions for filling a form, which have no meaning for the column. */
const instruction =
  /[([{【（][^)\]}】）]*\b(?:with|include|including|incl|without|required|optional|mandatory|format|example|digits|spaces|please|mit|ohne|inkl|pflicht|erforderlich|avec|sans|obligatoire|facultatif|exemple|con|sin|obligatorio|opcional|ejemplo|com|sem|obrigat[oó]rio|exemplo|senza|obbligatorio|facoltativo|esempio|met|zonder|verplicht|optioneel|z|bez|wymagane|med|utan|uten|uden|e\.?g\.?|z\.?b\.?|ex|np)\b[^)\]}】）]*[)\]}】）]/gi;
const trailing =
  /[\s,;:–-]+(?:with|incl(?:uding|ude|\.)?|mit|inkl\.?|avec|con|com|met|med|z)\s+(?:\S+\s+){0,2}(?:code|codes|prefix|vorwahl|indicatif|prefijo|prefixo|prefisso|landcode|landskod|landekode|kierunkowym|ddd|ddi)\b.*$/i;

const withoutInstructions = (header: string): string => header.replace(instruction, ' ').replace(trailing, '');

export const headerRole = (header: string): HeaderRole => roleBy(header, wordsIn);

/** `headerRole` with other tables. */
export function headerReader(tables: HeaderTables): typeof headerRole {
  const words = wordsOf(tables);
  return (header) => roleBy(header, words);
}

function roleBy(header: string, words: WordsIn): HeaderRole {
  const bare = withoutInstructions(header).trim();
  // Capitals within these words begin none.
  const text = withoutAsides(foldWords(bare === '' ? header : bare))
    .replace(/\bwhats app\b/g, 'whatsapp')
    .replace(/\bi phone\b/g, 'iphone');
  if (text === '') return { role: 'unknown' };
  const has = words(text);
  // A post code in Brazil, and a mobile in Turkey: only the first is written in capitals.
  if (/\bCEP\b/.test(header) && !has.phone) return { role: 'identifier' };
  const noun = has.mobile || has.phone;
  if (has.mail) return { role: 'other' };
  if (has.extension && !text.includes(' ')) return { role: 'extension' };
  if (has.machine) return { role: 'machine' };
  if (has.optOut) return { role: 'opt-out' };
  if (has.consent && has.attribute && !/\bstat/.test(text)) return { role: 'other' };
  if (has.consent) return { role: isNegated(text) ? 'opt-out' : 'consent' };
  if (has.dialling) return { role: 'dialling-code' };
  if (has.codeOrCountry) return { role: noun ? 'dialling-code' : 'code-or-country' };
  if (has.area) return { role: 'area-code' };
  if (has.country && !has.mobile) return { role: 'country' };
  return noun ? ofNumber(header, text, has) : ofOther(text, has);
}

/** The role of a header with a word for a telephone number. */
function ofNumber(header: string, text: string, has: Readonly<Record<Table, boolean>>): HeaderRole {
  if (has.label) return { role: 'label' };
  if (/\b(?:ids?|code|name)$/.test(text)) return { role: 'identifier' };
  if (has.person || has.former || has.place) return { role: 'other-person' };
  // `Phone/Ext` holds both.
  if (has.extension && !/[/|]/.test(header)) return { role: 'extension' };
  if (has.attribute) return { role: 'other' };
  return { role: 'number', kind: has.mobile ? 'mobile' : placeOf(has) };
}

function ofOther(text: string, has: Readonly<Record<Table, boolean>>): HeaderRole {
  if (has.region) return { role: 'other' };
  if (has.label) return { role: 'label' };
  if (has.extension) return { role: 'extension' };
  if (has.identifier) return { role: 'identifier' };
  if (has.attribute) return { role: 'other' };
  if (has.person) return { role: 'other-person' };
  if (has.weak) return { role: 'weak-number' };
  const kind = placeOf(has);
  if (kind !== 'plain' && text.split(' ').length <= 2) return { role: 'place', kind };
  return { role: has.place ? 'other-person' : 'unknown' };
}

function placeOf(has: Readonly<Record<Table, boolean>>): NumberKind {
  if (has.company) return 'company';
  if (has.home) return 'home';
  return has.work ? 'work' : 'plain';
}

const typeWords = new Set([
  'code',
  'calling',
  'dial',
  'dialling',
  'dialing',
  'prefix',
  'country',
  'isd',
  'area',
  'ext',
]);

/** A header without the words for a number and its type, code or value: `Phone 1 - Type` and `Phone 1 - Value` are one. */
export const withoutTypeWords = (header: string): string =>
  foldWords(header)
    .split(' ')
    .filter((word) => {
      if (typeWords.has(word) || word === '') return false;
      const has = wordsIn(word);
      return !(has.label || has.weak || has.dialling || has.extension || (has.phone && !has.mobile));
    })
    .join(' ');
