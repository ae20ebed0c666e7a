import type { Question } from '../../domain/settings/question.ts';
import type { OptionSpec } from './command.ts';

/** The flags that answer the questions. Made from the list, so that every question has one. */
export const questionOptions = (questions: readonly Question[]): readonly OptionSpec[] =>
  questions.flatMap((question) => {
    const variable = question.variable === null ? '' : ` [${question.variable}]`;
    if (question.kind === 'secret') {
      return [
        { flags: question.stdinFlag, help: `${question.message}, from stdin${variable}` },
        { flags: `${question.fileFlag} <path>`, help: `${question.message}, from a file` },
      ];
    }
    if (question.flag === null) return [];
    const takesValue = question.kind === 'confirm' ? '' : ' <value>';
    return [{ flags: `${question.flag}${takesValue}`, help: `${question.help}${variable}` }];
  });
