/** The texts about a reason, for help, charts, files and docs/contacts.md. */
interface ReasonWords {
  /** A few words, for a chart or after a count: "scientific notation, digits lost". */
  readonly title: string;
  /** One sentence: what is wrong with the cell. */
  readonly meaning: string;
  /** One sentence: what to do. */
  readonly remedy: string;
}

/**
 * Why a row is not textable. A code is never renamed and never changes its meaning; more may be added.
 * In the order in which they are checked: damage by software and people comes before the numbering plan,
 * since a lenient parser reads another, valid number in many damaged cells.
 */
export const contactReasons = {
  unreadable: {
    title: 'row cannot be read',
    meaning: 'The row is broken in the file, so that nobody can say what its cells are.',
    remedy: 'Look at the line that the report names, and mend the file there.',
  },
  'do-not-text': {
    title: 'do not text',
    meaning: 'The row says that the person opted out, is deceased, or has another number.',
    remedy: 'Leave the row out; it does not count against the minimum share.',
  },
  'consent-unclear': {
    title: 'consent not understood',
    meaning: 'The value of the consent or opt-out column is unknown.',
    remedy:
      'Name the value that allows texting (`--consent-column "NAME=VALUE"`), or ignore the column (`--consent-column none`).',
  },
  empty: {
    title: 'no number',
    meaning: 'The phone cell is empty.',
    remedy: 'Ask for the number, or leave the row out.',
  },
  'hidden-characters': {
    title: 'hidden characters',
    meaning:
      'The cell holds characters that nobody sees, such as a zero-width space or a mark of the writing direction.',
    remedy: 'Take the number from the `--fixed` file, or type it again instead of pasting it.',
  },
  'non-ascii-digits': {
    title: 'digits of another script',
    meaning:
      'Digits or the + are of another script or form, such as full-width or Arabic-Indic; most systems refuse them.',
    remedy: 'Take the number from the `--fixed` file.',
  },
  placeholder: {
    title: 'placeholder',
    meaning:
      'The cell holds something that stands for no number, such as n/a, 0, 555-555-5555 or directory assistance.',
    remedy: 'Ask for the number; leave the cell empty until then.',
  },
  'scientific-notation': {
    title: 'scientific notation, digits lost',
    meaning: 'A spreadsheet turned the number into something like 1.41556E+10, and the last digits are gone.',
    remedy: 'Export again from the source with the column formatted as text; the digits cannot be restored.',
  },
  'scientific-exact': {
    title: 'scientific notation, digits still there',
    meaning: 'A spreadsheet turned the number into something like 1.4155552671E+10, with all its digits.',
    remedy: 'Take the number from the `--fixed` file, and format the column as text.',
  },
  formula: {
    title: 'formula or apostrophe',
    meaning: 'The cell is a formula, or begins with the apostrophe or quote that keeps a spreadsheet from reading it.',
    remedy: 'Save the values instead of the formulas, or take the number from the `--fixed` file.',
  },
  'decimal-point': {
    title: 'decimal point',
    meaning: 'A program took the number for a fraction and wrote `.0` behind it.',
    remedy: 'Take the number from the `--fixed` file, and export the column as text.',
  },
  'several-numbers': {
    title: 'several numbers in one cell',
    meaning: 'The cell holds more than one number, and nobody can say which of them is meant.',
    remedy: 'Put one number in a cell; the `--fixed` file proposes the first that can be texted.',
  },
  extension: {
    title: 'extension',
    meaning: 'An extension follows the number; a message cannot dial one.',
    remedy: 'Ask for a direct number.',
  },
  'look-alike-letters': {
    title: 'letters that look like digits',
    meaning: 'The cell holds a letter where a digit belongs, such as O for 0 or l for 1.',
    remedy: 'Take the number from the `--fixed` file after a look at it.',
  },
  'vanity-letters': {
    title: 'letters of the keypad',
    meaning: 'The number is spelt with the letters of a telephone keypad, such as 1-800-FLOWERS.',
    remedy: 'Write the digits instead of the word.',
  },
  'words-beside': {
    title: 'words beside the number',
    meaning: 'The cell holds a number and words, such as a label or a note.',
    remedy: 'Take the number from the `--fixed` file, and keep notes in a column of their own.',
  },
  'old-number': {
    title: 'number out of use',
    meaning: 'Words beside the number say that it is old, inactive or invalid.',
    remedy: 'Ask for the new number; remove the words if they are wrong.',
  },
  'not-a-number': {
    title: 'not a phone number',
    meaning: 'The cell holds something else than a phone number.',
    remedy: 'Look at the cell, and at whether this is the right column.',
  },
  'short-code': {
    title: 'short code',
    meaning: 'Three to six digits are a short code or a service, and no person.',
    remedy: 'Leave the row out.',
  },
  'plus-lost': {
    title: '+ is missing',
    meaning: 'With + in front it is a valid international number; spreadsheets take the + away.',
    remedy: 'Take the number from the `--fixed` file, and export the column as text.',
  },
  'leading-zero-lost': {
    title: 'leading zero is missing',
    meaning: 'With 0 in front it is a valid number of its country; spreadsheets take leading zeros away.',
    remedy: 'Take the number from the `--fixed` file, and export the column as text.',
  },
  'no-country': {
    title: 'national number, country unknown',
    meaning: 'The number is written without its country, and no country was given to read it by.',
    remedy: 'Give the country of such numbers (`--contacts-country`), or a country column.',
  },
  'country-unknown': {
    title: 'country not understood',
    meaning: "The number has no calling code, and the row's country is not understood, or may be several.",
    remedy: 'Correct the country cell, or ignore the column (`--country-column none`).',
  },
  'reading-unclear': {
    title: 'national or international number',
    meaning: "Without a +, the number is valid in the list's country and, with a + in front, in another country.",
    remedy: 'Say how such numbers are written: `--contacts-numbers national` or `--contacts-numbers international`.',
  },
  'unknown-calling-code': {
    title: 'unknown calling code',
    meaning: 'No country has the calling code that the number begins with.',
    remedy: 'Compare the number with the source.',
  },
  'too-short': {
    title: 'too short',
    meaning: 'The number has fewer digits than any number of its country.',
    remedy: 'Compare the number with the source: digits are missing.',
  },
  'too-long': {
    title: 'too long',
    meaning: 'The number has more digits than any number of its country.',
    remedy: 'Compare the number with the source: there are too many digits.',
  },
  'not-assigned': {
    title: 'not assigned',
    meaning: "Its country's numbering plan gives this number to nobody.",
    remedy: 'Ask for the number; a digit is probably wrong.',
  },
  landline: {
    title: 'landline',
    meaning: 'The number is a fixed line, which gets no SMS.',
    remedy: 'Ask for a mobile number.',
  },
  'toll-free': {
    title: 'toll-free number',
    meaning: 'The number is a toll-free service, and no person.',
    remedy: 'Ask for a mobile number.',
  },
  premium: {
    title: 'premium-rate number',
    meaning: 'The number is a premium-rate or shared-cost service, and no person.',
    remedy: 'Ask for a mobile number.',
  },
  'other-type': {
    title: 'type that gets no SMS',
    meaning:
      'The number is a pager, a voicemail box, a personal or company-wide number, or of a type that the plan does not name.',
    remedy: 'Ask for a mobile number.',
  },
  duplicate: {
    title: 'same number as an earlier row',
    meaning: 'An earlier row has the same number, however it is written there.',
    remedy: 'Merge the rows, so that nobody is texted twice.',
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;

export type ContactReason = keyof typeof contactReasons;

/** All codes, in the published order. */
export const contactReasonCodes = Object.keys(contactReasons) as readonly ContactReason[];

export const isContactReason = (code: string): code is ContactReason => Object.hasOwn(contactReasons, code);
