import { unknownWord } from '../../domain/text/unknown-word.ts';
import { UserError } from '../../domain/user-error.ts';

export const unknownCheck = (word: string, known: readonly string[]): UserError =>
  unknownWord({
    code: 'input.unknown-check',
    kind: 'check',
    word,
    known,
    list: '`smsctl help checks` lists all checks.',
  });

export const noCheck = (): UserError =>
  new UserError({
    code: 'input.no-check',
    message: 'No checks to run: `--skip` leaves out every selected check.',
    hints: ['Skip fewer checks.'],
  });
