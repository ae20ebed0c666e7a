import { CommanderError } from 'commander';
import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/printable.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { organizationPattern } from '../domain/settings.ts';
import { Cancelled, UserError } from '../domain/user-error.ts';
import type { CommandSpec } from './command.ts';
import { commands } from './commands.ts';
import type { Context } from './context.ts';
import { type Act, buildProgram } from './program.ts';
import { errorDocument } from './render/document.ts';
import { styleFor, wrap } from './render/style.ts';

/** Runs one command line. The only catch: every error becomes words, or a document, and an exit code here. */
export async function run(argv: readonly string[], context: Context): Promise<number> {
  let exit: number = exitCode.done;
  try {
    const act: Act = async (work) => {
      exit = await work();
    };
    const program = buildProgram(context, act, await furtherHelp(argv, context));
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

/** Help that has to be looked up is looked up for the one command that is asked about. */
async function furtherHelp(argv: readonly string[], context: Context): Promise<ReadonlyMap<string, string>> {
  const spec = commandIn(argv);
  return spec?.furtherHelp === undefined ? new Map() : new Map([[spec.path, await spec.furtherHelp(context)]]);
}

/** The words of a command line that are ours: what stands behind `--` is another program's. */
const ownWords = (argv: readonly string[]): readonly string[] =>
  argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;

/** The command that a command line names, also where the parser refuses it. */
function commandIn(argv: readonly string[]): CommandSpec | undefined {
  const own = ownWords(argv);
  const words = own.filter((word, index) => !word.startsWith('-') && own[index - 1] !== '--org');
  const [help, ...rest] = words;
  const named = help === 'help' ? rest : words;
  const fits = ({ path }: CommandSpec) => path.split(' ').every((word, index) => named[index] === word);
  return commands.find(fits);
}

function report(error: unknown, argv: readonly string[], context: Context): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done;
  const failure = asUserError(error, argv);
  if (!(failure instanceof Cancelled)) context.err.write(errorLines(failure, context));
  const document = documentFor(failure, argv, context);
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
  const command = commandIn(argv);
  const help = command === undefined ? 'smsctl --help' : `smsctl ${command.path} --help`;
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
function documentFor(error: UserError, argv: readonly string[], context: Context): string | undefined {
  const form = commandIn(argv)?.document;
  if (form === undefined || !ownWords(argv).includes('--json')) return undefined;
  const moment = { organization: organizationIn(argv, context), now: context.clock.now().toISOString() };
  return errorDocument(form, context.version, moment, error);
}

function organizationIn(line: readonly string[], { env }: Context): string {
  const argv = ownWords(line);
  const flag = argv.indexOf('--org');
  const inline = argv.find((word) => word.startsWith('--org='))?.slice('--org='.length);
  const id = inline ?? (flag === -1 ? undefined : argv[flag + 1]) ?? env.SMSCTL_ORG ?? 'default';
  return organizationPattern.test(id) ? id : 'default';
}
