import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/printable.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { organizationPattern } from '../domain/settings.ts';
import { Cancelled, UserError } from '../domain/user-error.ts';
import { ownWords } from './command-line.ts';
import type { Context } from './context.ts';
import { errorDocument } from './render/document.ts';
import { styleFor, wrap } from './render/style.ts';

/** Says an error in words and, where stdout was asked for a document, in that; returns the exit code. */
export async function reportError(error: unknown, argv: readonly string[], context: Context): Promise<ExitCode> {
  const failure = await asUserError(error, context);
  if (!(failure instanceof Cancelled)) context.err.write(errorLines(failure, context));
  const document = await documentFor(failure, argv, context);
  if (document !== undefined) context.out.write(document);
  return failure.exit;
}

async function asUserError(error: unknown, { sourcePlace }: Context): Promise<UserError> {
  if (error instanceof UserError) return error;
  // The message of an unforeseen error may hold anything; its class and its place do not.
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  const place = /\(?([^\s(]+:\d+:\d+)\)?/.exec(stack.slice(stack.indexOf('\n')))?.[1] ?? 'an unknown place';
  return new UserError({
    code: 'internal',
    message: `A fault of smsctl: ${name} at ${(await sourcePlace(place)).replace(/^.*\/(?=src\/)/, '')}.`,
    hints: ['Please report it with the command and the version. What was saved before is still saved.'],
    exit: exitCode.internal,
  });
}

function errorLines(error: UserError, context: Context): string {
  const { message, hints } = error;
  const style = styleFor(context.err, context);
  const words = wrap(`smsctl: ${printable(message, 2000)}`, style.columns).replace(/^smsctl:/, style.bad('smsctl:'));
  const lines = [words, ...hints.map((hint) => hintLine(hint, style.columns))];
  if (style.verbose && error instanceof SecretStoreError && error.systemText !== undefined) {
    lines.push(hintLine(`Behind it: ${error.systemText}`, style.columns));
  }
  return `${lines.join('\n')}\n`;
}

const hintLine = (hint: string, columns: number): string =>
  `  - ${wrap(printable(hint, 2000), columns, 4).trimStart()}`;

/** The form that stdout is asked for; undefined: words. */
function formIn(words: readonly string[]): string | undefined {
  if (words.includes('--json')) return 'json';
  const inline = words.find((word) => word.startsWith('--format='))?.slice('--format='.length);
  return inline ?? words.find((_, index) => words[index - 1] === '--format');
}

/** Scripts get their one document, also when nothing could be done. */
async function documentFor(error: UserError, argv: readonly string[], context: Context): Promise<string | undefined> {
  const form = formIn(ownWords(argv));
  if (form === undefined) return undefined;
  const { commandIn } = await import('./commands.ts');
  const { document, failure } = commandIn(argv) ?? {};
  const moment = { organization: organizationIn(argv, context), now: context.clock.now().toISOString() };
  if (form === 'json') return document && errorDocument(document, context.version, moment, error);
  return (await failure?.[form]?.())?.(moment, error);
}

function organizationIn(line: readonly string[], { env }: Context): string {
  const argv = ownWords(line);
  const flag = argv.indexOf('--org');
  const inline = argv.find((word) => word.startsWith('--org='))?.slice('--org='.length);
  const id = inline ?? (flag === -1 ? undefined : argv[flag + 1]) ?? env.SMSCTL_ORG ?? 'default';
  return organizationPattern.test(id) ? id : 'default';
}
