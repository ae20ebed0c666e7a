/** The texts about a reason, for help, charts, files and docs/contacts.md. */
interface ReasonWords {
  /** A few words, for a chart or after a count: "scientific notation, digits lost". */
  readonly title: string;
  /** What is wrong with the cell, in sentences. */
  readonly meaning: string;
  /** What to do, in sentences. */
  readonly remedy: string;
}

/**
 * Why a row is not textable. A code is never renamed and never changes its meaning; more may be added.
 * In the order in which they are checked: damage by software and people comes before the numbering plan,
 * since a lenient parser reads another, valid number in many damaged cells.
 */
export const contactReasons = {
  unreadable: {
    title: 'unreadable row',
    meaning: 'The row is damaged, so smsctl cannot tell its cells apart.',
    remedy: 'Repair the line that the report names.',
  },
  'do-not-text': {
    title: 'do not text',
    meaning: 'The row says that the person opted out, is deceased, or uses another number.',
    remedy: 'Remove the row. It does not count against the minimum share.',
  },
  'consent-unclear': {
    title: 'unknown consent value',
    meaning: 'The consent or opt-out column has a value that smsctl does not know.',
    remedy:
      'Name the value that allows texting (`--consent-column "NAME=VALUE"`), or ignore the column (`--consent-column none`).',
  },
  empty: {
    title: 'no number',
    meaning: 'The phone cell is empty.',
    remedy: 'Ask for the number, or remove the row.',
  },
  'hidden-characters': {
    title: 'hidden characters',
    meaning: 'The cell contains invisible characters, such as a zero-width space or a text direction mark.',
    remedy: 'Use the number in the `--fixed` file, or type it again.',
  },
  'non-ascii-digits': {
    title: 'non-ASCII digits',
    meaning: 'The digits or the + are not ASCII, such as full-width or Arabic-Indic ones. Most systems reject them.',
    remedy: 'Use the number in the `--fixed` file.',
  },
  placeholder: {
    title: 'placeholder',
    meaning: 'The cell contains a placeholder, such as n/a, 0, 555-555-5555 or directory assistance.',
    remedy: 'Ask for the number. Leave the cell empty until then.',
  },
  'scientific-notation': {
    title: 'scientific notation, digits lost',
    meaning: 'A spreadsheet changed the number to a form such as 1.41556E+10, and the last digits are lost.',
    remedy: 'Format the column as text and export the list again. The lost digits cannot be restored.',
  },
  'scientific-exact': {
    title: 'scientific notation, all digits kept',
    meaning: 'A spreadsheet changed the number to a form such as 1.4155552671E+10, which still has all digits.',
    remedy: 'Use the number in the `--fixed` file, and format the column as text.',
  },
  formula: {
    title: 'formula or apostrophe',
    meaning: 'The cell is a formula, or starts with an apostrophe or quote that marks text in a spreadsheet.',
    remedy: 'Save values instead of formulas, or use the number in the `--fixed` file.',
  },
  'decimal-point': {
    title: 'decimal point',
    meaning: 'Software read the number as a decimal and added `.0`.',
    remedy: 'Use the number in the `--fixed` file, and export the column as text.',
  },
  'several-numbers': {
    title: 'several numbers in one cell',
    meaning: 'The cell contains more than one number, and smsctl cannot tell which one to use.',
    remedy: 'Put one number in each cell. The `--fixed` file proposes the first textable one.',
  },
  extension: {
    title: 'extension',
    meaning: 'An extension follows the number. SMS cannot reach an extension.',
    remedy: 'Ask for a direct number.',
  },
  'look-alike-letters': {
    title: 'letters instead of digits',
    meaning: 'The cell contains a letter in place of a digit, such as O for 0 or l for 1.',
    remedy: 'Compare the number in the `--fixed` file with its source, then use it.',
  },
  'vanity-letters': {
    title: 'keypad letters',
    meaning: 'The number contains keypad letters, such as 1-800-FLOWERS.',
    remedy: 'Replace the letters with digits.',
  },
  'words-beside': {
    title: 'number and words',
    meaning: 'The cell contains a number and words, such as a label or a note.',
    remedy: 'Use the number in the `--fixed` file, and keep notes in another column.',
  },
  'old-number': {
    title: 'number out of use',
    meaning: 'Words in the cell say that the number is old, inactive or invalid.',
    remedy: 'Ask for the new number. If the words are wrong, remove them.',
  },
  'not-a-number': {
    title: 'not a phone number',
    meaning: 'The cell does not contain a phone number.',
    remedy: 'Check the cell, and check that smsctl uses the right column.',
  },
  'short-code': {
    title: 'short code',
    meaning: 'A number with three to six digits is a short code or a service, not a person.',
    remedy: 'Remove the row.',
  },
  'plus-lost': {
    title: 'missing +',
    meaning: 'With a + in front, the number is a valid international number. Spreadsheets remove the +.',
    remedy: 'Use the number in the `--fixed` file, and export the column as text.',
  },
  'leading-zero-lost': {
    title: 'missing leading zero',
    meaning: 'With a 0 in front, the number is valid in its country. Spreadsheets remove leading zeros.',
    remedy: 'Use the number in the `--fixed` file, and export the column as text.',
  },
  'no-country': {
    title: 'national number, no country set',
    meaning: 'The number has no calling code, and no country is set for national numbers.',
    remedy: 'Set the country with `--contacts-country`, or add a country column.',
  },
  'country-unknown': {
    title: 'unknown country',
    meaning: 'The number has no calling code, and smsctl cannot identify the country of the row.',
    remedy: 'Correct the country cell, or ignore the column (`--country-column none`).',
  },
  'reading-unclear': {
    title: 'national or international number',
    meaning:
      "Without a +, the number is valid in the list's country and as an international number of another country.",
    remedy:
      'Choose how smsctl reads such numbers: `--contacts-numbers national` or `--contacts-numbers international`.',
  },
  'unknown-calling-code': {
    title: 'unknown calling code',
    meaning: 'The number starts with a calling code that no country has.',
    remedy: 'Compare the number with its source.',
  },
  'too-short': {
    title: 'too short',
    meaning: 'The number has fewer digits than any number of its country.',
    remedy: 'Compare the number with its source. Digits are missing.',
  },
  'too-long': {
    title: 'too long',
    meaning: 'The number has more digits than any number of its country.',
    remedy: 'Compare the number with its source. It has too many digits.',
  },
  'not-assigned': {
    title: 'not assigned',
    meaning: "The country's numbering plan does not assign this number.",
    remedy: 'Ask for the number. A digit is probably wrong.',
  },
  landline: {
    title: 'landline',
    meaning: 'The number is a landline, which cannot receive SMS.',
    remedy: 'Ask for a mobile number.',
  },
  'toll-free': {
    title: 'toll-free number',
    meaning: 'The number is a toll-free service, not a person.',
    remedy: 'Ask for a mobile number.',
  },
  premium: {
    title: 'premium-rate number',
    meaning: 'The number is a premium-rate or shared-cost service, not a person.',
    remedy: 'Ask for a mobile number.',
  },
  'other-type': {
    title: 'type without SMS',
    meaning: 'The number is a pager, voicemail, personal or company-wide number, or its type is unknown.',
    remedy: 'Ask for a mobile number.',
  },
  duplicate: {
    title: 'duplicate number',
    meaning: 'An earlier row has the same number, possibly in another format.',
    remedy: 'Merge the rows, so that each person gets one message.',
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;

export type ContactReason = keyof typeof contactReasons;

/** All codes, in the published order. */
export const contactReasonCodes = Object.keys(contactReasons) as readonly ContactReason[];

export const isContactReason = (code: string): code is ContactReason => Object.hasOwn(contactReasons, code);
