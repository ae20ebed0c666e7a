import type { GivenAnswers, PromptContext, Question } from '../../domain/settings/question.ts';
import { counted } from '../../domain/text/counts.ts';
import { UserError, withoutTerminal } from '../../domain/user-error.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { type Inputs, Questioner, withAnswer } from './answer-questions.ts';

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
      ...(invalid.length > 0 ? [`${counted(invalid.length, 'input')} will not do.`] : []),
      ...(lacking.length > 0 ? [withoutTerminal(`${counted(lacking.length, 'input')} ${verb} missing`)] : []),
    ].join(' '),
    hints: [...invalid, ...lacking],
  });
}

/** `Auth Token: --auth-token-stdin, --auth-token-file FILE or TWILIO_AUTH_TOKEN`. */
function howToGive(question: Question, answers: GivenAnswers): string {
  const { message, variable } = question;
  if (question.kind === 'secret') {
    return question.variableOnly(answers)
      ? `${message}: ${variable} (the store \`env\` takes it from nowhere else)`
      : `${message}: ${question.stdinFlag}, ${question.fileFlag} FILE or ${variable}`;
  }
  const flag = question.flag === null ? [] : [question.kind === 'confirm' ? question.flag : `${question.flag} VALUE`];
  return `${message}: ${[...flag, ...(variable === null ? [] : [variable])].join(' or ')}`;
}
