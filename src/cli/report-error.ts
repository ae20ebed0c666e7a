import type { ChosenOrganization } from '../app/organizations/choose-organization.ts';
import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { organizationPattern } from '../domain/settings/settings.ts';
import { printable } from '../domain/text/printable.ts';
import { Cancelled, UserError } from '../domain/user-error.ts';
import { hasFlag, nameOf, scan, valueGiven } from './command/command-line.ts';
import type { Context } from './command/context.ts';
import { type Copyable, copyableFor } from './command/copyable.ts';
import { errorDocument } from './command/document.ts';
import { localDates } from './render/day.ts';
import { styleFor, wrap } from './render/style.ts';

/**
 * Prints an error on stderr and, if a document was asked for, the document on stdout. Returns the exit code. `chosen`: the
 * organization of the run; undefined if the error came before it was known, or the command uses none.
 */
export async function reportError(
  error: unknown,
  argv: readonly string[],
  context: Context,
  chosen: ChosenOrganization | undefined,
): Promise<ExitCode> {
  const failure = await asUserError(error, context);
  const shown = chosen === undefined ? failure : withCopyable(failure, copyableFor(chosen));
  const systemText = failure instanceof SecretStoreError ? failure.systemText : undefined;
  if (!(failure instanceof Cancelled)) context.err.write(errorLines(shown, systemText, context));
  const document = await documentFor(shown, argv, context, chosen);
  if (document !== undefined) context.out.write(document);
  return failure.exit;
}

const withCopyable = ({ code, message, hints, exit }: UserError, copyable: Copyable): UserError =>
  new UserError({ code, message: copyable(message), hints: copyable(hints), exit });

async function asUserError(error: unknown, { sourcePlace }: Context): Promise<UserError> {
  if (error instanceof UserError) return error;
  // The message of an unexpected error may hold a secret; its class, its place and the function there cannot.
  const { name, message, stack = '' } = error instanceof Error ? error : { name: typeof error, message: '' };
  const frame = /^ +at (?:async )?(?:([^\s/\\]+)(?: .+?)? \()?(.+:\d+:\d+)\)?$/m.exec(stack.replace(message, ''));
  const [, callee, place = 'an unknown place'] = frame ?? [];
  const shown = (await sourcePlace(place)).replace(/^.*[\\/](?=(?:src|bundle)[\\/])/, '');
  return new UserError({
    code: 'internal',
    message: `Bug in smsctl: ${name} at ${shown}${callee === undefined ? '' : `, in ${callee}`}.`,
    hints: ['Report it with the command and the output of `smsctl --version`. Saved settings are unchanged.'],
    exit: exitCode.internal,
  });
}

function errorLines({ message, hints }: UserError, systemText: string | undefined, context: Context): string {
  const style = styleFor(context.err, context);
  const words = wrap(`smsctl: ${localDates(printable(message, 2000))}`, style.columns).replace(
    /^smsctl:/,
    style.bad('smsctl:'),
  );
  const lines = [words, ...hints.map((hint) => hintLine(hint, style.columns))];
  if (style.verbose && systemText !== undefined) lines.push(hintLine(`Cause: ${systemText}`, style.columns));
  return `${lines.join('\n')}\n`;
}

const hintLine = (hint: string, columns: number): string =>
  `  - ${wrap(localDates(printable(hint, 2000)), columns, 4).trimStart()}`;

/** The options of a line that may be wrong, by their names in camel case. */
const optionsOf = ({ options }: ReturnType<typeof scan>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(options.flatMap(({ option, value }) => (option ? [[nameOf(option), value ?? true]] : [])));

/** The document of a run that failed. Undefined: none was asked for, or the command has none. */
async function documentFor(
  error: UserError,
  argv: readonly string[],
  { clock, env, version }: Context,
  chosen: ChosenOrganization | undefined,
): Promise<string | undefined> {
  const { commands } = await import('./commands.ts');
  const line = scan(argv, commands);
  const { document, failure } = line.spec ?? {};
  const format = hasFlag(argv, '--json') ? 'json' : valueGiven(line, '--format');
  const named = valueGiven(line, '--org') ?? env.SMSCTL_ORG ?? 'default';
  const instead = line.spec?.insteadOfOrganization?.(optionsOf(line));
  const organization = chosen?.id ?? instead ?? (organizationPattern.test(named) ? named : 'default');
  const about = { organization, now: clock.now().toISOString() };
  if (format === 'json') return document && errorDocument(document, version, about, error);
  return format === undefined ? undefined : (await failure?.[format]?.())?.(about, error);
}
