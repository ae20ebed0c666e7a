/** `{{first_name:20}}`: a value per recipient, with its greatest length. */
export interface Placeholder {
  readonly name: string;
  /** The placeholder's text. */
  readonly written: string;
  /** The greatest length of a value in characters. Undefined if the text does not say it. */
  readonly longest?: number;
  /** Where it starts, in UTF-16 code units from 0. */
  readonly index: number;
}

const own = /(?<!\{)\{\{\s*([\p{L}_][\p{L}\p{N}_.-]{0,63})\s*(?::\s*(\d{1,4})\s*)?\}\}(?!\})/gu;

export const findPlaceholders = (text: string): readonly Placeholder[] =>
  [...text.matchAll(own)].map(({ 0: written, 1: name = '', 2: longest, index }) => ({
    name,
    written,
    index,
    ...(longest !== undefined && { longest: Number(longest) }),
  }));

/** The text with every placeholder replaced by `filler`s, of its greatest length or else of `assumed`. */
export const fillPlaceholders = (text: string, filler: string, assumed: number): string =>
  text.replace(own, (_written, _name, longest: string | undefined) =>
    filler.repeat(longest === undefined ? assumed : Number(longest)),
  );

/** Nouns in names of fields, in the languages of the larger tools. */
const fieldNouns = new Set(
  (
    'name firstname lastname fullname fname lname surname nickname username salutation title company business date time day hour link url ' +
    'code otp pin amount price total balance address city town state zip postcode country email mail phone mobile number id ref reference ' +
    'vorname nachname anrede firma datum uhrzeit betrag kundennummer prénom prenom nom société societe heure montant lien ' +
    'nombre apellido apellidos empresa fecha hora importe enlace nome sobrenome cognome azienda ora valor data ' +
    'naam voornaam achternaam bedrijf bedrag imię imie nazwisko firma kwota имя фамилия дата время сумма ad soyad isim tarih saat ' +
    '名前 氏名 姓名 日付 이름 날짜'
  ).split(' '),
);
/** Words that qualify such a noun. Alone in brackets, they are ordinary text. */
const fieldQualifiers = new Set(
  (
    'first last full given family middle preferred user customer client contact recipient member patient student guest parent child agent ' +
    'order booking appointment event delivery due invoice payment account store shop product item ticket tracking confirmation start end ' +
    'expiry expiration your the insert sender brand organization organisation team location of'
  ).split(' '),
);

/** True for `First Name`, `firstName` and `order id`, and for any name with underscores. */
function isFieldName(text: string): boolean {
  if (/^[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)+$/u.test(text)) return true;
  const words = text
    .trim()
    .split(/[\s.-]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .map((word) => word.toLowerCase());
  const isKnown = (word: string) => fieldNouns.has(word) || fieldQualifiers.has(word);
  return words.length <= 5 && words.every(isKnown) && words.some((word) => fieldNouns.has(word));
}

/** Names of fields that are HTML tags too. */
const tags = /^(?:title|time|address|code|link|data)$/i;

/** Brackets, angle brackets and quotation marks, which may contain ordinary text too. */
const aroundWords = String.raw`\[(?<square>[^[\]{}<>\n]{1,64})\](?!\()|<(?<angle>[^<>{}\[\]\n/]{1,64})>|«(?<quoted>[^«»\n]{1,64})»`;

/** Syntaxes of templating tools. */
const ofTools = [
  // Liquid, Django, Handlebars, Jinja, Braze: double braces without a name and length of smsctl's syntax.
  String.raw`\{\{\{?[^{}\n]{1,200}(?:\{[^{}\n]{1,64}\}[^{}\n]{0,100})?\}?\}\}`,
  String.raw`\{%[^%\n]{1,200}%\}`,
  String.raw`<%[^%\n]{1,200}%>`,
  // Sinch.
  String.raw`\$\{[\p{L}_][\p{L}\p{N}_. ]{0,63}\}`,
  // Salesforce `{!Contact.FirstName}`, Mautic `{contactfield=firstname|there}`, Spoke `{firstName}`.
  String.raw`(?<!\{)\{!?[\p{L}_][\p{L}\p{N}_.=: -]{0,63}(?:\|[^{}\n]{0,64})?\}(?!\})`,
  // GOV.UK Notify, with its condition.
  String.raw`\(\([^()\n]{1,200}\)\)`,
  String.raw`\[\[[^[\]\n]{1,64}\]\]`,
  String.raw`<<[\p{L}\p{N}_. ]{1,64}>>`,
  // Mailchimp, with its conditions.
  String.raw`\*\|[^|\n]{1,64}(?:\|[^|*\n]{0,64})?\|\*`,
  // Salesforce Marketing Cloud and its AMPscript, ActiveCampaign.
  String.raw`%%\[[^\n]{1,200}?\]%%`,
  String.raw`%%[\p{L}_][\p{L}\p{N}_. ]{0,63}%%`,
  String.raw`%[\p{L}_][\p{L}\p{N}_.]{1,63}(?:\|[^%\n]{0,64})?%`,
  String.raw`##[\p{L}_][\p{L}\p{N}_.]{0,63}##`,
  String.raw`\|\|\s*[\p{L}_][\p{L}\p{N}_.]{0,63}(?:\s*,\s*\d+)?\s*\|\|`,
  // RapidPro, TextIt: names under known roots, so that mail addresses and account names are not matched.
  String.raw`(?<![\p{L}\p{N}_.@-])@(?:contact|fields|results|globals|urns|parent|child|step|flow|run|trigger|extra|webhook|legacy_extra|channel|input|node)(?:\.[\p{L}_][\p{L}\p{N}_]*)+`,
  String.raw`(?<![\p{L}\p{N}_.@-])@\((?=[\p{L}"])[^()\n]{1,100}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,4}\)`,
];

const others = new RegExp([...ofTools, aroundWords].join('|'), 'gu');

/**
 * Placeholders and conditions of other tools, in the order of the text: `{name}`, `[First Name]`, `{% if %}`, `*|FNAME|*`
 * and more. Recipients read them if the sending tool does not support them.
 */
export function findOtherPlaceholders(text: string): readonly { readonly written: string; readonly index: number }[] {
  const known = new Set(findPlaceholders(text).map(({ index }) => index));
  return [...text.matchAll(others)]
    .filter(({ index, groups = {} }) => {
      const { square, angle, quoted } = groups;
      const words = square ?? angle ?? quoted;
      if (angle !== undefined && tags.test(angle)) return false;
      return !known.has(index) && (words === undefined || isFieldName(words));
    })
    .map(({ 0: written, index }) => ({ written, index }));
}
