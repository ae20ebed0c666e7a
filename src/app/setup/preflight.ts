import type { GivenAnswers, PromptContext, Question } from '../../domain/settings/question.ts';
import { counted } from '../../domain/text/counts.ts';
import { UserError, withoutTerminal } from '../../domain/user-error.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { Questioner } from './answer-questions.ts';
import { type Inputs, withAnswer } from './answer-sheet.ts';

/**
 * Checks all inputs before the first prompt. Throws one `UserError` (exit 2) that lists every invalid input and, without a
 * prompter, every missing one with its flag and its environment variable.
 */
export async function preflight(
  steps: readonly Pick<SetupStep, 'questions'>[],
  inputs: Inputs,
  context: PromptContext,
): Promise<void> {
  const questioner = new Questioner(inputs, context);
  const missing: string[] = [];
  const invalid: string[] = [];
  for (const { questions } of steps) {
    let answers: GivenAnswers = {};
    for (const question of questions) {
      const useless = uselessInput(question, answers, inputs);
      if (useless !== undefined) invalid.push(useless);
      if (!(await questioner.applies(question, answers))) continue;
      const resolved = await questioner.resolve(question, answers);
      if ('refused' in resolved) invalid.push(`${resolved.source}: ${resolved.refused}`);
      else if ('open' in resolved) missing.push(howToGive(question, answers));
      else answers = withAnswer(answers, resolved);
    }
  }
  const lacking = inputs.prompter === null ? missing : [];
  if (invalid.length + lacking.length === 0) return;
  const verb = lacking.length === 1 ? 'is' : 'are';
  throw new UserError({
    code: lacking.length > 0 ? 'input.missing' : 'input.invalid',
    message: [
      ...(invalid.length > 0 ? [`${counted(invalid.length, 'invalid input')}.`] : []),
      ...(lacking.length > 0 ? [withoutTerminal(`${counted(lacking.length, 'required input')} ${verb} missing`)] : []),
    ].join(' '),
    hints: [...invalid, ...lacking],
  });
}

/**
 * `--auth-token-file: The store …`. Undefined: nothing is given, the given input is of use, or it may be of no use: a variable,
 * and a secret of `--from`, which takes over all that it finds.
 */
function uselessInput({ key, kind, variable, useless }: Question, answers: GivenAnswers, { given }: Inputs) {
  const source = given.get(key)?.source;
  if (source === undefined || source === variable || (kind === 'secret' && !source.startsWith('--'))) return undefined;
  const why = useless?.(answers);
  return why === undefined ? undefined : `${source}: ${why}`;
}

/** `Country of that number: --number-country VALUE, SMSCTL_NUMBER_COUNTRY or number.country in --answers FILE`. */
function howToGive(question: Question, answers: GivenAnswers): string {
  const { key, variable } = question;
  const message = question.message.replace(/\?$/, '');
  if (question.kind === 'secret') {
    return question.variableOnly(answers)
      ? `${message}: ${variable} (the store \`env\` reads nothing else)`
      : `${message}: ${question.stdinFlag}, ${question.fileFlag} FILE or ${variable}`;
  }
  const { flag } = question;
  const ways = [
    ...(flag === null ? [] : [question.kind === 'confirm' ? flag : `${flag} VALUE`]),
    ...(variable === null ? [] : [variable]),
    // Only questions with a flag have a key in the answers file.
    ...(flag === null ? [] : [`${key} in --answers FILE`]),
  ];
  return `${message}: ${ways.slice(0, -1).join(', ')}${ways.length > 1 ? ' or ' : ''}${ways.at(-1) ?? ''}`;
}
