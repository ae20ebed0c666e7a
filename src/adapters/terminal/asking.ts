import { pathFromTyped } from '../../domain/text/typed-path.ts';
import { WentBack } from '../../domain/user-error.ts';
import type { Ask } from '../../ports.ts';
import { lineBreakSign } from './pasted-input.ts';

/** What one prompt resolves to. `draft` is what it offers when it is shown again. */
export type Reply =
  | { readonly answer: string }
  | { readonly wish: 'help' | 'back'; readonly draft?: string | undefined }
  | { readonly lines: readonly string[]; readonly draft: string };

/** Shows the prompt until it is answered. Prints what was wished for in between. Rejects with `WentBack`. */
export async function askUntilAnswered(
  ask: Ask,
  prompt: (draft: string | undefined) => Promise<Reply>,
  print: (line: string) => void,
): Promise<string> {
  for (let draft: string | undefined; ; ) {
    const reply = await prompt(draft);
    if ('answer' in reply) return reply.answer;
    if ('wish' in reply && reply.wish === 'back' && ask.back === true) throw new WentBack();
    for (const line of 'lines' in reply ? reply.lines : linesFor(reply.wish, ask)) print(line);
    draft = reply.draft;
  }
}

function linesFor(wish: 'help' | 'back', { help, back, choices = [] }: Ask): readonly string[] {
  if (wish === 'back') return ['You cannot go back from this question.'];
  const described = choices.flatMap(({ name, description }) =>
    description === undefined ? [] : [`${name}: ${description}`],
  );
  const lines = help === undefined ? described : [help, ...described];
  return [
    ...(lines.length === 0 ? ['No further help for this question.'] : lines),
    ...(back === true ? ['Type < to go back one question.'] : []),
  ];
}

/** The wish in a typed line, which it has to fill alone. */
export function wishIn(line: string): 'help' | 'back' | undefined {
  const text = line.trim();
  return text === '?' ? 'help' : text === '<' ? 'back' : undefined;
}

/** A message with its mark at the end, unless it ends with one. */
export const marked = (message: string, mark: ':' | '?'): string =>
  /[?:.!]$/.test(message) ? message : `${message}${mark}`;

/** What a typed line says to the question. */
export const answerIn = ({ kind }: Pick<Ask, 'kind'>, line: string): string =>
  kind === 'path' ? pathFromTyped(line) : line;

/** Refuses a text that was pasted over several lines, instead of using its first line. */
export async function problemOf({ kind, problem }: Ask, raw: string): Promise<string | undefined> {
  if (raw.includes(lineBreakSign)) {
    const next = kind === 'secret' ? 'Paste one line.' : 'Press Ctrl-U to clear it, then paste one line.';
    return `The pasted text has a line break. ${next}`;
  }
  return problem?.(raw);
}
