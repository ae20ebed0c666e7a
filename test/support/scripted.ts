import { Cancelled } from '../../src/domain/user-error.ts';
import type { Ask, Prompter } from '../../src/ports.ts';

/** What is answered, by key. A list is answered in turn; `Enter` takes what is offered; `leave` presses Ctrl-C. */
export type Script = Readonly<Record<string, string | readonly string[]>>;

export const enter = '\r';
export const leave = '\u0003';

interface ScriptedPrompter extends Prompter {
  readonly asked: readonly Ask[];
  /** Keys with answers that nobody asked for. */
  readonly unused: () => readonly string[];
}

/** Answers by key. A question without an answer fails the test; an answer that its parser refuses does, too. */
export function scripted(script: Script): ScriptedPrompter {
  const left = new Map(Object.entries(script).map(([key, answers]) => [key, [answers].flat()]));
  const asked: Ask[] = [];
  return {
    asked,
    unused: () => [...left].filter(([, answers]) => answers.length > 0).map(([key]) => key),
    ask: async (ask) => {
      asked.push(ask);
      const answer = left.get(ask.key)?.shift();
      if (answer === undefined) throw new Error(`Nobody scripted an answer to ${ask.key}.`);
      if (answer === leave) throw new Cancelled();
      const raw = answer === enter ? (ask.initial ?? '') : answer;
      const problem = await ask.problem?.(raw);
      if (problem !== undefined) throw new Error(`${ask.key} refused "${raw}": ${problem}`);
      return raw;
    },
  };
}
