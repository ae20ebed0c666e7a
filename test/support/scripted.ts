import { pathFromTyped } from '../../src/domain/text/typed-path.ts';
import { Cancelled, WentBack } from '../../src/domain/user-error.ts';
import type { Ask, Prompter } from '../../src/ports.ts';

/**
 * What is answered, by key. A list is answered in turn; `enter` takes what is offered; `leave` presses Ctrl-C; `back` goes one
 * question back, or asks again at the first; `help` asks again.
 */
export type Script = Readonly<Record<string, string | readonly string[]>>;

export const enter = '\r';
export const leave = '\u0003';
export const back = '<';
export const help = '?';

interface ScriptedPrompter extends Prompter {
  readonly asked: readonly Ask[];
  /** Answers that the question refused: a prompter of a terminal shows the problem and asks again. */
  readonly refused: readonly { readonly key: string; readonly raw: string; readonly problem: string }[];
  /** Keys with answers that nobody asked for. */
  readonly unused: () => readonly string[];
}

/**
 * Answers by key, as a person at a terminal: the question is asked again, with the next answer of its list, while its
 * `problem` refuses the answer. A question without an answer fails the test, and so does a refused answer that is the last.
 */
export function scripted(script: Script): ScriptedPrompter {
  const left = new Map(Object.entries(script).map(([key, answers]) => [key, [answers].flat()]));
  const asked: Ask[] = [];
  const refused: { key: string; raw: string; problem: string }[] = [];
  const answerTo = ({ key, initial, choices = [] }: Ask): string => {
    const answer = left.get(key)?.shift();
    const last = refused.findLast((each) => each.key === key);
    if (answer === undefined) {
      const why = last === undefined ? '' : ` after it refused "${last.raw}": ${last.problem}`;
      throw new Error(`Nobody scripted an answer to ${key}${why}.`);
    }
    if (answer === leave) throw new Cancelled();
    const first = choices.find(({ disabled }) => disabled === undefined)?.value;
    return answer === enter ? (initial ?? first ?? '') : answer;
  };
  const problemOf = async ({ choices, problem }: Ask, raw: string): Promise<string | undefined> =>
    choices?.find(({ value }) => value === raw)?.disabled ?? problem?.(raw);
  return {
    asked,
    refused,
    unused: () => [...left].filter(([, answers]) => answers.length > 0).map(([key]) => key),
    ask: async (ask) => {
      asked.push(ask);
      for (;;) {
        const typed = answerTo(ask);
        if (typed === back && ask.back === true) throw new WentBack();
        if (typed === back || typed === help) continue;
        const raw = ask.kind === 'path' ? pathFromTyped(typed) : typed;
        const problem = await problemOf(ask, raw);
        if (problem === undefined) return raw;
        refused.push({ key: ask.key, raw, problem });
      }
    },
  };
}
