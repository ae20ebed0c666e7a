// Which columns of a list hold telephone numbers and countries, by their names as the usual exports have them (Google
// Contacts, Outlook, HubSpot, Salesforce, Mailchimp), and by their cells where no name tells.

/** `Phone 1 - Value`, `phone_1.value` and `Phone1Value` are one name. */
export const plainName = (name: string): string => (/^[a-z\d]+(?: [a-z\d]+)*$/.test(name) ? name : spacedName(name));

/** Expressions over all of Unicode take long to compile, and most names need none. */
const wordStart = (name: string): RegExp =>
  /^[\0-\x7f]*$/.test(name) ? /(?<=[a-z\d])(?=[A-Z])/g : /(?<=\p{Ll}|\d)(?=\p{Lu})/gu;

const spacedName = (name: string): string =>
  name
    .replace(wordStart(name), ' ')
    .toLowerCase()
    .replace(/[_\-–:./()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What stands beside numbers, and numbers at which nobody reads a message. */
const noPhone =
  /\b(?:fax|pager|ext|extension|type|label|status|opt|consent|permission|verified|valid|carrier|country|area code|assistant|assistants|company main|tty|tdd|radio|isdn|telex|callback|car|emergency|id|date|time|count|app|device|version|subscribed|source|calls?)\b|durchwahl/;

const mobile =
  /\b(?:mobile|mobil|mobiltelefon|mobilnummer|mobilephone|cell|cells|cellular|cellphone|cellulare|celular|handy|handynummer|portable|sms|whatsapp|gsm|komórka|matkapuhelin)\b|\bm[oó]vil|携帯|手机|モバイル/;

const plain =
  /^(?:(?:the |your |contact |primary |main )?(?:phone|phones|telephone|tel|phone number|phonenumber|telephone number|tel no|phone no|contact number)|telefon|telefonnummer|telefonnr|rufnummer|t[eé]l[eé]phone|tel[eé]fono|telefone|n[uú]mero de tel[eé]fono|telefoon|telefoonnummer|puhelin|msisdn|e ?164|number|phone e ?164|phone \d+ value|電話番号|电话)$/;

const other =
  /\b(?:phone|phones|telephone|tel|telefon|telefonnummer|t[eé]l[eé]phone|tel[eé]fono|telefone|msisdn|e ?164)\b|電話|电话/;

const ranks: readonly RegExp[] = [mobile, plain, other];

const countries: readonly RegExp[] = [
  /^(?:country|country code|country iso|country iso ?2|iso ?2|iso country|country region|country name|land|pays|pa[ií]s|paese|国|nation)$/,
  /^(?:phone|mailing|home|personal|billing|address|address 1|primary address|other|business|shipping) country(?: region| code)?$/,
];

/** Digits as telephone numbers are written: 7 to 15 of them, and nothing but punctuation beside. */
export function looksLikePhone(cell: string): boolean {
  const text = cell.trim();
  if (text.length < 7 || text.length > 30 || !/^\+?[\d\s().\-/]+$/.test(text)) return false;
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

/** What the recognition rests on: the first rows, as far as they were looked at. */
type Sample = readonly (readonly string[])[];

export interface RecognizedColumns {
  /** The preferred first: mobile before general before labelled ones. Empty: none was recognized. */
  readonly phones: readonly number[];
  /** -1: none. */
  readonly country: number;
  readonly byContent: boolean;
}

/** Columns by their names; where no name tells, the one column whose cells do. */
export function recognizeColumns(names: readonly string[], sample: Sample): RecognizedColumns {
  const plainNames = names.map(plainName);
  const ranked = plainNames.map((name) => (noPhone.test(name) ? -1 : ranks.findIndex((pattern) => pattern.test(name))));
  const named = ranks.flatMap((_, rank) => ranked.flatMap((each, index) => (each === rank ? [index] : [])));
  const country = countries
    .map((pattern) => plainNames.findIndex((name) => pattern.test(name)))
    .find((index) => index !== -1);
  const phones = withNumbers(named, sample);
  if (phones.length > 0) return { phones, country: country ?? -1, byContent: false };
  const column = columnByContent(names.length, sample);
  return { phones: column === -1 ? [] : [column], country: country ?? -1, byContent: column !== -1 };
}

const enough = 5;

/** Without columns that hold something else under a promising name, such as `sms: yes`, where another holds numbers. */
function withNumbers(columns: readonly number[], sample: Sample): readonly number[] {
  const holds = (column: number): boolean =>
    sample.some((row) => /\d{4,}/.test((row[column] ?? '').replace(/[\s().-]/g, '')));
  const known = columns.filter(
    (column) => sample.filter((row) => (row[column] ?? '').trim() !== '').length < enough || holds(column),
  );
  return known.some(holds) ? known : columns;
}

/** The column of which most cells are telephone numbers; of several, the one with the most. */
export function columnByContent(width: number, sample: Sample): number {
  let best = -1;
  let most = 0;
  for (let column = 0; column < Math.min(width, 1000); column += 1) {
    const cells = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
    const phones = cells.filter((cell) => looksLikePhone(cell) && (/^\+|[\s().-]/.test(cell) || cell.length >= 10));
    if (phones.length * 10 >= cells.length * 6 && phones.length > most) {
      best = column;
      most = phones.length;
    }
  }
  return best;
}

/** A first row is a header unless it holds a telephone number; names of columns hold none. */
export const isHeader = (cells: readonly string[]): boolean => !cells.some(looksLikePhone);
