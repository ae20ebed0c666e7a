import type { ChosenOrganization } from '../app/organizations/choose-organization.ts';
import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { organizationPattern } from '../domain/settings/settings.ts';
import { printable } from '../domain/text/printable.ts';
import { Cancelled, UserError } from '../domain/user-error.ts';
import type { Context } from './command/context.ts';
import { type Copyable, copyableFor } from './command/copyable.ts';
import { errorDocument } from './command/document.ts';
import { ownWords } from './command-line.ts';
import { styleFor, wrap } from './render/style.ts';

/**
 * Says an error in words and, where stdout was asked for a document, in that; returns the exit code. `chosen`: the organization
 * of the run; undefined where the error came before it was known, or the command is about none.
 */
export async function reportError(
  error: unknown,
  argv: readonly string[],
  context: Context,
  chosen: ChosenOrganization | undefined,
): Promise<ExitCode> {
  const failure = await asUserError(error, context);
  const shown = chosen === undefined ? failure : readdressed(failure, copyableFor(chosen));
  const systemText = failure instanceof SecretStoreError ? failure.systemText : undefined;
  if (!(failure instanceof Cancelled)) context.err.write(errorLines(shown, systemText, context));
  const document = await documentFor(shown, argv, context, chosen?.id);
  if (document !== undefined) context.out.write(document);
  return failure.exit;
}

const readdressed = ({ code, message, hints, exit }: UserError, copyable: Copyable): UserError =>
  new UserError({ code, message: copyable(message), hints: copyable(hints), exit });

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

function errorLines({ message, hints }: UserError, systemText: string | undefined, context: Context): string {
  const style = styleFor(context.err, context);
  const words = wrap(`smsctl: ${printable(message, 2000)}`, style.columns).replace(/^smsctl:/, style.bad('smsctl:'));
  const lines = [words, ...hints.map((hint) => hintLine(hint, style.columns))];
  if (style.verbose && systemText !== undefined) lines.push(hintLine(`Behind it: ${systemText}`, style.columns));
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
async function documentFor(
  error: UserError,
  argv: readonly string[],
  context: Context,
  organization = organizationIn(argv, context),
): Promise<string | undefined> {
  const form = formIn(ownWords(argv));
  if (form === undefined) return undefined;
  const { commandIn } = await import('./commands.ts');
  const { document, failure } = commandIn(argv) ?? {};
  const moment = { organization, now: context.clock.now().toISOString() };
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
