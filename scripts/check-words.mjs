// Checks what users read, by the rules of CONTRIBUTING.md: `node scripts/check-words.mjs [PATH...]`. Without a path: the
// texts of src, the documents and every page of the help. Prints `file:line: words: what to write instead`.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forbiddenWords } from './words/forbidden-words.mjs';
import { helpFindings } from './words/help-pages.mjs';
import { literalsIn, proseIn, sentencesIn, wordsIn } from './words/texts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);

/** Made by machine, or not for users. */
const leftOut = /^docs\/(?:adr|schema)\/|^docs\/(?:tour|scenarios|reference|sender-rules)\.md$/;
/** Words to be found in lists of contacts, in many languages. */
const wordLists = /^src\/domain\/(?:contact-words|countries)\//;
const longest = 25;
/** The share of longer sentences in the documents, in percent. */
const mostLong = 2;

const filesIn = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort();
const named = given.map((path) => relative(root, path).replaceAll('\\', '/'));
const isNamed = (path) => named.length === 0 || named.some((each) => path === each || path.startsWith(`${each}/`));
const documents = ['README.md', 'CHANGELOG.md', ...filesIn('docs', '.md')].filter(
  (path) => !leftOut.test(path) && isNamed(path),
);
const modules = filesIn('src', '.ts').filter((path) => !wordLists.test(path) && isNamed(path));

/** Whether a comment on this line, or on the one before, allows it, and says why. */
const isAllowed = (lines, line) => [lines[line - 1], lines[line - 2]].some((each) => /words-ok: \S/.test(each ?? ''));

function forbiddenIn(path, text, texts) {
  const lines = text.split('\n');
  return texts.flatMap(({ text: words, line }) =>
    forbiddenWords.flatMap(({ pattern, instead }) =>
      [...words.matchAll(pattern)].flatMap((match) => {
        const at = line + words.slice(0, match.index).split('\n').length - 1;
        return isAllowed(lines, at) || isAllowed(lines, line)
          ? []
          : [`${path}:${at}: "${match[0].trim().replace(/\s+/g, ' ')}": ${instead}`];
      }),
    ),
  );
}

/** The sentences of all documents, and what is too long among them. */
const sentences = [];
const long = [];
function count(path, prose) {
  for (const each of prose.flatMap(sentencesIn)) {
    sentences.push(each);
    const words = wordsIn(each.text);
    if (words > longest) {
      long.push(`${path}:${each.line}: a sentence of ${words} words (at most ${longest}): ${each.text.slice(0, 50)}…`);
    }
  }
}

const read = (path) => readFileSync(join(root, path), 'utf8');
const findings = [
  ...modules.flatMap((path) => {
    const text = read(path);
    return forbiddenIn(path, text, literalsIn(text));
  }),
  ...documents.flatMap((path) => {
    const text = read(path);
    const prose = proseIn(text);
    count(path, prose);
    return forbiddenIn(path, text, prose);
  }),
  ...(isNamed('src/cli/program.ts') ? await helpFindings(root, longest) : []),
];
const share = (100 * long.length) / Math.max(sentences.length, 1);
const isTooLong = share > mostLong;
for (const finding of [...findings, ...(isTooLong ? long : [])]) console.log(finding);
console.log(
  `${modules.length} modules, ${documents.length} documents: ${findings.length} findings; ${long.length} of ${sentences.length} ` +
    `sentences have over ${longest} words (${share.toFixed(1)} %, at most ${mostLong} %).`,
);
if (findings.length > 0 || isTooLong) process.exit(1);
