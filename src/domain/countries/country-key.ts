/** Words that are left out of a name: articles and connecting words, in the languages of the table. */
const smallWords = new Set(
  (
    'the of and a an der die das dem den des und le la les l du de d et el los las y e i o a os as do da dos das lo gli il ' +
    'di del della delle dei dello het een en van og och ja si i na u ve te ile ug ng το η ο οι τα και της του των и і та й'
  ).split(' '),
);

const sameWords: Readonly<Record<string, string>> = {
  st: 'saint',
  rep: 'republic',
  dem: 'democratic',
  is: 'islands',
  isl: 'islands',
  fed: 'federated',
};

const sameLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ٱ: 'ا',
  ґ: 'г',
  羣: '群',
  祕: '秘',
  敍: '敘',
  臺: '台',
};
const changedLetters = new RegExp(`[${Object.keys(sameLetters).join('')}]`, 'gu');

/** Accents, Hebrew points, Arabic vowels and the nukta; the vowel signs of Thai and Devanagari are letters. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670\u093c\u0640]/gu;

/** Direction marks, joiners and other invisible characters. */
const unseen = /\p{Cf}|\u034f|\ufe0e|\ufe0f/gu;

/** Scripts that are written without spaces. */
const unspaced =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\u30fc]) (?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}])/gu;

/** The cell without invisible characters, and with full-width forms replaced. */
export const visibleText = (cell: string): string =>
  cell.replace(unseen, '').normalize('NFKC').replace(/\s+/gu, ' ').trim();

/**
 * A key that is equal for all spellings of a name: without case, accents, punctuation, articles and invisible characters.
 * A name of up to three Latin letters keeps its accents, and a point for anything between two letters: `My` is
 * Malaysia's code, and `Mỹ` is America. Empty if there are no letters.
 */
export function countryKey(name: string): string {
  const text = visibleText(name).toLowerCase();
  const key = words(text).join(' ').replace(unspaced, '');
  return /^[a-z](?: ?[a-z]){0,2}$/.test(key) ? shortKey(text) : key;
}

function words(text: string): readonly string[] {
  const letters = text
    .normalize('NFKD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(changedLetters, (letter) => sameLetters[letter] ?? letter)
    // The nasal before a consonant is written in two ways in Devanagari.
    .replace(/[ङञणनम]\u094d(?=[क-ह])/gu, '\u0902')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    // The Arabic "and" is part of the next word.
    .replace(/(?<=^| )و (?=\p{L})/gu, 'و')
    .trim()
    // Initials are one word, with or without separators.
    .replace(/(?<![\p{L}\p{M}])\p{L}(?: \p{L}(?![\p{L}\p{M}]))+/gu, (initials) => initials.replaceAll(' ', ''));
  const all = letters.split(' ').map((word) => sameWords[word] ?? word);
  const telling = all.filter((word) => !smallWords.has(word));
  return telling.length === 0 ? all : telling;
}

const shortKey = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}]+/gu, '.')
    .replace(/^\.|\.$/g, '');
