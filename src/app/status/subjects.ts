import { errorCodes } from '../../domain/error-codes/error-codes.ts';
import { codesIn } from '../../domain/error-codes/pasted-codes.ts';
import { messageStates } from '../../domain/messages/message-states.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { checklist } from '../../setup/checklist.ts';
import { explainedEntries } from './explained-entries.ts';

/** The subject that walks from a missing message to its cause. */
export const noMessage = 'no-message';

/** What people write for it. */
const noMessageWords = [
  ...[noMessage, 'no-message-arrived', 'no-message-received', 'message-not-received', 'message-not-arrived'],
  ...['message-did-not-arrive', 'missing-message', 'not-received', 'not-arrived', 'no-sms', 'ticket'],
];

const checkIds: readonly string[] = checklist.map(({ id }) => id);
const codeNames = new Set(errorCodes.map(({ code }) => String(code)));
const entryIds: readonly string[] = [...new Set(explainedEntries.map(({ id }) => id))];

/** Everything that can be explained, by id. */
export const subjectIds: readonly string[] = [
  noMessage,
  ...checkIds,
  ...messageStates.map(({ id }) => id),
  ...entryIds,
  ...codeNames,
];

/** A longer text is not taken for a name or a typing error. In characters. */
const longestName = 40;

/** How many similar names are proposed. */
const proposals = 3;

/**
 * The subjects that a text names, each once: error codes and ids with a dot anywhere in it, else message states that it calls so,
 * else the one name that it consists of. Error codes come first, also those that are not in the list.
 */
export function subjectsIn(text: string): readonly string[] {
  const named = [...codesIn(text, (code) => codeNames.has(String(code))).map(String), ...dottedIn(text)];
  if (named.length > 0) return named;
  // `cancelled` is an error code of smsctl, and `CANCELLED` a state.
  if (entryIds.includes(text.trim())) return [text.trim()];
  const states = statesIn(text);
  return states.length > 0 ? states : [nameIn(text) ?? []].flat();
}

/** Ids with a dot, in the order of the list. */
function dottedIn(text: string): readonly string[] {
  const words = new Set(text.toLowerCase().match(/(?<![a-z])[a-z]+\.[a-z]+(?:-[a-z]+)*/g) ?? []);
  return [...checkIds, ...entryIds].filter((id) => words.has(id));
}

/** States that a text calls so (`status: delivered`), else the one that it consists of. */
function statesIn(text: string): readonly string[] {
  const labelled = text.matchAll(/(?:status|state)["'`\\\s:=(>[]{0,8}(?:is\s+)?([a-z]+(?:[_ -]delivered)?)/gi);
  const called = [...labelled].flatMap((match) => stateNamed(match[1] ?? '') ?? []);
  if (called.length > 0) return [...new Set(called)];
  if (text.length > longestName) return [];
  return [stateNamed(text.replace(/\b(?:the|a|message|sms|text|state|status|is|was)\b/gi, ' ')) ?? []].flat();
}

/** The id of a state, also in capitals, in quotes, or with other marks between its words. */
function stateNamed(words: string): string | undefined {
  const name = hyphenated(words)
    .replaceAll('-', '_')
    .replace(/^cancelled$/, 'canceled');
  return messageStates.find(({ id }) => id === name)?.id;
}

/** The id of an entry, or of the walk, that a text consists of. */
function nameIn(text: string): string | undefined {
  if (text.length > longestName) return undefined;
  const forms = [text, text.replace(/\b(?:the|a|reason|finding|reply|replied|error|code)\b/gi, ' ')].map(hyphenated);
  if (forms.some((form) => noMessageWords.includes(form))) return noMessage;
  return explainedEntries.find(({ id, others }) =>
    [id, ...others].some((word) => forms.includes(word.toLowerCase().replaceAll('.', '-'))),
  )?.id;
}

const hyphenated = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Subjects that a text may mean, the nearest first: those with the same word beside a dot, and typing errors. */
export function similarSubjects(given: string): readonly string[] {
  const text = given.trim().toLowerCase();
  if (text === '' || text.length > longestName) return [];
  const words = text.split(/[.\s_-]+/).filter((word) => word !== '');
  const related = checkIds.filter((id) => {
    const [step, name] = id.split('.');
    return words.some((word) => word === name || (word === step && words.length === 1));
  });
  const names = new Map(subjectIds.filter((id) => !codeNames.has(id)).map((id) => [id.toLowerCase(), id]));
  const typed = nearest(text.replace(/\s+/g, '-'), [...names.keys()]).flatMap((name) => names.get(name) ?? []);
  return [...new Set([...related, ...typed])].slice(0, proposals);
}

/** Codes of the list that a code may be a misspelling of. */
export const similarCodes = (code: number): readonly string[] => nearest(String(code), [...codeNames]);
