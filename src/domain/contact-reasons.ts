/** Why a row cannot be texted. Published in docs/reference.md; a code never changes its meaning. */
export const contactReasons = {
  empty: { title: 'no number', advice: 'Ask for the number, or leave the row out.' },
  placeholder: { title: 'a placeholder, not a number', advice: 'Ask for the number; empty the cell until then.' },
  'scientific-notation': {
    title: 'scientific notation: a spreadsheet lost digits',
    advice: 'Export again from the source, with the column formatted as text; the digits cannot be restored.',
  },
  'decimal-point': {
    title: 'a decimal point: a spreadsheet made it a fraction',
    advice: 'Format the column as text and take the `.0` away.',
  },
  formula: { title: 'a formula or a leading apostrophe', advice: 'Save the values, not the formulas.' },
  'several-numbers': { title: 'several numbers in one cell', advice: 'Put one number in a cell.' },
  extension: {
    title: 'an extension behind the number',
    advice: 'A message cannot dial an extension: give a direct number.',
  },
  'hidden-characters': { title: 'hidden characters in it', advice: 'Type the number again instead of pasting it.' },
  'look-alike-letters': { title: 'letters that look like digits', advice: 'Write 0 for O, and 1 for l or I.' },
  'vanity-letters': { title: 'letters on the keypad', advice: 'Write the digits, not the word.' },
  'not-a-number': { title: 'not a phone number', advice: 'Look at the cell: it holds something else.' },
  'no-country': {
    title: 'a national number, and no country to read it by',
    advice: 'Give the country of such numbers, or write them with + and the calling code.',
  },
  'plus-lost': {
    title: 'the + is missing before the calling code',
    advice: 'Put + in front; spreadsheets take it away from numbers.',
  },
  'leading-zero-lost': {
    title: 'the leading zero is missing',
    advice: 'Format the column as text, and put the zero back.',
  },
  'unknown-calling-code': {
    title: 'a calling code that no country has',
    advice: 'Compare the number with the source.',
  },
  'short-code': { title: 'a short code', advice: 'A short code is no person: leave the row out.' },
  'too-short': {
    title: 'too short for its country',
    advice: 'Compare the number with the source; digits are missing.',
  },
  'too-long': {
    title: 'too long for its country',
    advice: 'Compare the number with the source; there are too many digits.',
  },
  'not-assigned': { title: 'not assigned in its country', advice: 'Ask for the number: nobody can have this one.' },
  landline: { title: 'a landline', advice: 'Ask for a mobile number.' },
  'toll-free': { title: 'a toll-free number', advice: 'Ask for a mobile number.' },
  premium: { title: 'a premium-rate or shared-cost number', advice: 'Ask for a mobile number.' },
  'other-type': { title: 'of a type that gets no SMS', advice: 'Ask for a mobile number.' },
  duplicate: { title: 'the same number as an earlier row', advice: 'Merge the rows, so that nobody is texted twice.' },
} as const;

export type ContactReason = keyof typeof contactReasons;
