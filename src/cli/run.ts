import { CommanderError } from 'commander';
import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/printable.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { organizationPattern } from '../domain/settings.ts';
import { Cancelled, UserError } from '../domain/user-error.ts';
import type { Context } from './context.ts';
import { type Act, buildProgram } from './program.ts';
import {
  explanationErrorDocument,
  sendTestErrorDocument,
  statusErrorDocument,
  verifyErrorDocument,
} from './render/documents.ts';
import { styleFor, wrap } from './render/style.ts';

/** Runs one command line. The only catch: every error becomes words, or a document, and an exit code here. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  let exit: ExitCode = exitCode.done;
  try {
    // The sandbox is large, and its help alone needs to know what is in it.
    const scenarios = argv.includes('sandbox') ? await context.listScenarios() : [];
    const act: Act = async (work) => {
      exit = await work();
    };
    const program = buildProgram(context, act, scenarios);
    if (argv.length === 0) {
      program.outputHelp();
      return exitCode.done;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    return report(error, argv, context);
  }
}

function report(error: unknown, argv: readonly string[], context: Context): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done;
  const failure = asUserError(error, argv);
  if (!(failure instanceof Cancelled)) context.err.write(errorLines(failure, context));
  const document = errorDocument(failure, argv, context);
  if (document !== undefined) context.out.write(document);
  return failure.exit;
}

function asUserError(error: unknown, argv: readonly string[]): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof CommanderError) return usageError(error, argv);
  // The message of an unforeseen error may hold anything; its class and its place do not.
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  const place = /\(?([^\s(]+:\d+:\d+)\)?/.exec(stack.slice(stack.indexOf('\n')))?.[1] ?? 'an unknown place';
  return new UserError({
    code: 'internal',
    message: `A fault of smsctl: ${name} at ${place.replace(/^.*\/(?=(?:dist|src)\/)/, '')}.`,
    hints: ['Please report it with the command and the version. What was saved before is still saved.'],
    exit: exitCode.internal,
  });
}

/** The parser's own sentence, without the values: somebody may have put a secret there. */
function usageError({ message, code }: CommanderError, argv: readonly string[]): UserError {
  const command = argv.find((word) => /^[a-z][a-z-]*$/.test(word));
  const help = ['setup', 'verify', 'status', 'send-test', 'explain', 'sandbox'].includes(command ?? '')
    ? `smsctl ${command} --help`
    : 'smsctl --help';
  const tooMany = code === 'commander.excessArguments';
  return new UserError({
    code: 'input.usage',
    message: tooMany ? 'There are more words on the command line than this command takes.' : usageWords(message),
    hints: [
      ...(/token|secret|password/i.test(message)
        ? ['A secret is never given on the command line: others can read it there.']
        : []),
      `See \`${help}\`.`,
    ],
  });
}

function usageWords(message: string): string {
  const words = message
    .replace(/^error: /, '')
    .replace(/=\S+/, '')
    .replaceAll('\n', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?)]$/.test(words) ? '' : '.'}`;
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

/** Scripts get their one document, also when nothing could be done. */
function errorDocument(error: UserError, argv: readonly string[], context: Context): string | undefined {
  if (!argv.includes('--json')) return undefined;
  const about = { version: context.version, organization: organizationIn(argv, context) };
  if (argv.includes('verify')) return verifyErrorDocument(about, context.clock.now().toISOString(), error);
  if (argv.includes('explain')) return explanationErrorDocument(about, error);
  if (argv.includes('send-test')) return sendTestErrorDocument(about, error);
  return argv.includes('status') ? statusErrorDocument(about, error) : undefined;
}

function organizationIn(argv: readonly string[], { env }: Context): string {
  const flag = argv.indexOf('--org');
  const inline = argv.find((word) => word.startsWith('--org='))?.slice('--org='.length);
  const id = inline ?? (flag === -1 ? undefined : argv[flag + 1]) ?? env.SMSCTL_ORG ?? 'default';
  return organizationPattern.test(id) ? id : 'default';
}
