import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { rememberSecret } from '../text/redaction.ts';

// The command of the store `command`: a program and its arguments. smsctl starts the program without a shell.

/** In characters. */
const longest = 4096;

const inScript = 'Put the command in a script, and give the path of the script.';

/**
 * The words of a command: a JSON array of texts, or words between blanks, with quotes as in a shell. Refuses what only a shell
 * could run, paths that depend on the working directory, and words that look like a secret. Never repeats such a word.
 */
export function parseSecretCommand(raw: string): Parsed<readonly string[]> {
  const text = raw.trim();
  if (text === '') return refused('Enter a command that prints the secret, such as `op read op://team/twilio/token`.');
  if (text.length > longest) return refused(`The command has more than ${longest} characters. ${inScript}`);
  const words = text.startsWith('[') ? wordsOfJson(text) : wordsOfLine(text);
  return words.ok ? checked(words.value) : words;
}

function wordsOfJson(text: string): Parsed<readonly string[]> {
  const problem = 'Invalid JSON array: it must look like ["op","read","op://team/twilio/token"].';
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string');
    return isList ? accepted(value) : refused(problem);
  } catch {
    return refused(problem);
  }
}

/** One word, or a part of it: in single quotes, in double quotes, an escaped character, or plain characters. */
const part = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\([^A-Za-z0-9])|([^\s'"\\|&;<>()`$]+)/y;

/**
 * Not a package: those that split such a line either expand variables, or accept a quote that is not closed, and none says
 * which character needs a shell.
 */
function wordsOfLine(line: string): Parsed<readonly string[]> {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; ) {
    const sign = line[at] ?? '';
    if (/[\t ]/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
      continue;
    }
    part.lastIndex = at;
    const found = part.exec(line);
    if (found === null) return refused(whyNoWord(sign));
    const [whole, single, double, escaped, plain] = found;
    if (double !== undefined && /(?<!\\)(?:\\\\)*[$`]/.test(double))
      return refused(needsShell(/[$`]/.exec(double)?.[0]));
    if (word === undefined && plain?.startsWith('~') === true) return refused(needsShell('~'));
    word = `${word ?? ''}${single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''}`;
    at += whole.length;
  }
  return accepted(word === undefined ? words : [...words, word]);
}

function whyNoWord(sign: string): string {
  if (sign === "'" || sign === '"') return 'The command has a quotation mark that is not closed.';
  if (sign === '\\') {
    return 'The command has a backslash before a letter or a digit. Put a path with backslashes in single quotes.';
  }
  return needsShell(/\s/.test(sign) ? undefined : sign);
}

const needsShell = (sign: string | undefined): string =>
  `The command contains ${sign === undefined ? 'a line break' : `\`${sign}\``}, which only a shell understands, and smsctl starts no shell. ${inScript} If it belongs to a word, put the word in single quotes.`;

/** A path that the working directory decides. Names are searched on PATH. */
const relativePath = /^(?![A-Za-z]:[\\/])[^\\/]+[\\/]/;

function checked(words: readonly string[]): Parsed<readonly string[]> {
  const [program = ''] = words;
  if (program === '') return refused('The command starts with an empty word instead of a program.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (words.some((word) => /[\u0000-\u001f\u007f]/.test(word))) {
    return refused('The command contains a control character or a line break.');
  }
  if (/^\w+=/.test(program)) {
    return refused(`The command starts with a variable, which only a shell would set. ${inScript}`);
  }
  if (relativePath.test(program)) {
    return refused('Give the name of a program on PATH, or its full path. smsctl runs it in any directory.');
  }
  const secret = words.findIndex((word, index) => looksSecret(word, words[index - 1]));
  if (secret === -1) return accepted(words);
  rememberSecret(words[secret] ?? '');
  return refused(
    `Word ${secret + 1} of the command looks like a secret. Other users can read command lines. Let the program take it from its own configuration or from an environment variable.`,
  );
}

/** Tokens of secret managers and of Twilio by their public formats, private keys, and passwords in addresses. */
const secretValue = new RegExp(
  [
    '^[0-9a-fA-F]{32}$',
    '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[A-Za-z0-9]{32}$',
    '^(?:ops_|hv[sbr]\\.|dp\\.[a-z]+\\.|gh[pousr]_|github_pat_|glpat-|xox[abpr]-|ya29\\.|AGE-SECRET-KEY-)\\S{16}',
    '^(?:AKIA|ASIA)[A-Z0-9]{16}$',
    '^eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.',
    '-----BEGIN',
    '://[^\\s/:@]*:[^\\s/@]+@',
  ].join('|'),
);

/** Options that take a secret. `--secret` names one in other programs. */
const secretOption = /^--?(?:password|passwd|passphrase|master-password|token|access-token|client-secret)$/i;
/** Those whose value may be the next word. `gopass show --password NAME` has none. */
const optionBefore = /^--?(?:passphrase|master-password|token|access-token|client-secret)$/i;

function looksSecret(word: string, before = ''): boolean {
  const [name = '', ...rest] = word.split('=');
  const value = rest.join('=');
  if (value !== '' && (secretOption.test(name) || secretValue.test(value))) return true;
  return secretValue.test(word) || (optionBefore.test(before) && !word.startsWith('-'));
}
