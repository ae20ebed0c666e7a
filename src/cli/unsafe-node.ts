import { UserError } from '../domain/user-error.ts';

/** The error for Node.js settings that could expose credentials. */
export const unsafeNode = (seen: readonly string[]): UserError =>
  new UserError({
    code: 'node.unsafe',
    message: `Refusing to run: Node.js settings could expose credentials: ${seen.join(', ')}.`,
    hints: ['Unset them, or pass `--allow-unsafe-node`.'],
  });
