import type { Given } from '../../../app/setup/answer-sheet.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { Cancelled } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { readSource } from './read-source.ts';

interface TakenOver {
  readonly given: ReadonlyMap<AnswerKey, Given>;
  /** Printed when the values are saved. */
  readonly advice: string;
}

/**
 * The values of a source of `--from`. Prints their names with masked values, and asks if there is a terminal. Changes nothing in
 * the source. Rejects with `UserError` (exit 2) if it cannot be read; with `Cancelled` if the person does not want the values.
 */
export async function takeOver(source: string, context: Context): Promise<TakenOver> {
  const { name, values, notes, advice } = await readSource(source, context);
  const { columns } = styleFor(context.err, context);
  const line = (text: string): string => `${wrap(text, columns, 2)}\n`;
  context.err.write(`Values in ${name}:\n`);
  for (const { name: title, shown } of values) if (shown !== null) context.err.write(line(`${title}: ${shown}`));
  for (const note of notes) context.err.write(line(`Note: ${note}`));
  if (context.interactive && !(await isWanted(context))) {
    context.err.write('Cancelled. Nothing was changed.\n');
    throw new Cancelled();
  }
  return {
    given: new Map(
      values.map(({ key, raw, name: title, source: from = title }) => [key, { raw, source: from }] as const),
    ),
    advice: advice === '' ? '' : `\n${wrap(advice, columns)}\n`,
  };
}

async function isWanted({ prompter }: Context): Promise<boolean> {
  const answer = await prompter.ask({
    key: 'setup.takeOver',
    kind: 'confirm',
    message: 'Take over these values?',
    initial: 'yes',
  });
  return /^y(?:es)?$/i.test(answer.trim()) || answer.trim() === '';
}
