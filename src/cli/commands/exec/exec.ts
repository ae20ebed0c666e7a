import { readStored } from '../../../app/credentials/credential-vault.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import { type ChildEnvironment, childEnvironment } from '../../../domain/settings/child-environment.ts';
import { showOnPurpose } from '../../../domain/text/redaction.ts';
import { Cancelled, cannotAsk, UserError } from '../../../domain/user-error.ts';
import type { FormatName } from '../../../domain/variables/format-names.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';

interface ExecOptions extends GlobalOptions {
  readonly printEnv?: boolean;
  readonly reveal?: boolean;
  readonly format?: FormatName;
  readonly name?: string;
}

export async function run(
  context: Context,
  options: ExecOptions,
  [command, ...args]: readonly string[],
): Promise<number> {
  const { org, printEnv = false, reveal = false } = options;
  if (printEnv === (command !== undefined)) throw wrongUsage(printEnv);
  if (reveal && context.out.isTerminal && !context.interactive) throw cannotConfirm();
  if (command !== undefined && readsOptionsOfOthers(context.system.node) && args.some(isEnvFile)) throw sharedEnvFile();
  const given = await environmentOf(org, context);
  if (command !== undefined) {
    const environment = { ...without(context.env, given.removed), ...given.plain, ...given.secret };
    return context.runProgram({ command, args, environment });
  }
  if (reveal && context.out.isTerminal) await askAgain(context);
  await print(given, { ...options, reveal }, context);
  return exitCode.done;
}

async function print(
  { plain, secret, removed }: ChildEnvironment,
  { org, reveal, format, name }: ExecOptions,
  context: Context,
): Promise<void> {
  if (reveal) for (const value of Object.values(secret)) showOnPurpose(value);
  const secrets = Object.keys(secret);
  const { showVariables } = await import('../../command/show-variables.ts');
  const variables = Object.entries(reveal ? { ...plain, ...secret } : plain);
  showVariables(
    {
      assigned: variables.map(([key, value]) => ({ name: key, value })),
      secret: secrets,
      hidden: reveal ? [] : secrets,
      removed,
    },
    { format, secretName: name ?? secretNameOf(org) },
    context,
  );
}

/** An id may end with a hyphen, and a name of Kubernetes may not. */
const secretNameOf = (organization: string): string => `smsctl-${organization}`.replace(/-+$/, '');

async function environmentOf(organization: string, context: Context): Promise<ChildEnvironment> {
  const workspace = context.openWorkspace(organization, { prompts: context.interactive });
  const { credentials, number } = (await workspace.settings.load()) ?? {};
  if (credentials === undefined) throw notSetUp();
  const inherited = Object.keys(context.env).filter((name) => context.env[name] !== undefined);
  return childEnvironment(await readStored(credentials, workspace.openStore), number, inherited, {
    ignoresCase: context.system.platform === 'win32',
  });
}

function without(env: Context['env'], names: readonly string[]): Readonly<Record<string, string>> {
  const kept = Object.entries(env).filter(([name, value]) => value !== undefined && !names.includes(name));
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Throws `Cancelled` on anything but a yes. */
async function askAgain({ prompter, err }: Context): Promise<void> {
  const answer = await prompter.ask({
    key: 'exec.reveal',
    kind: 'confirm',
    message: 'The secret will be visible on this screen and in its history. Print it?',
    initial: 'no',
  });
  if (answer === 'yes') return;
  err.write('Nothing was printed.\n');
  throw new Cancelled();
}

const wrongUsage = (printEnv: boolean): UserError =>
  new UserError({
    code: 'input.usage',
    message: printEnv ? '`--print-env` and a program cannot be combined.' : 'Missing program.',
    hints: ['Run a program: `smsctl exec -- COMMAND`.', 'Print the variables: `smsctl exec --print-env`.'],
  });

const isEnvFile = (word: string): boolean => /^--env-file(?:-if-exists)?(?:=|$)/.test(word);

/**
 * Whether Node.js takes `--env-file` after `--` for its own, and applies NODE_OPTIONS of the file to smsctl. Seen in 20.17 to
 * 20.18, 21, and 22.0 to 22.6.
 */
function readsOptionsOfOthers(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 7);
}

const sharedEnvFile = (): UserError =>
  new UserError({
    code: 'node.unsafe',
    message:
      'Refusing to run: this version of Node.js reads the file of `--env-file` for smsctl as well, and applies its NODE_OPTIONS.',
    hints: [
      'Use Node.js 20.19, 22.7 or later for smsctl.',
      "Or pass the command as one word: `smsctl exec -- sh -c 'node --env-file=.env app.js'`.",
    ],
  });

const cannotConfirm = (): UserError =>
  cannotAsk(
    'Confirmation required: the secret is printed on a terminal',
    'Run it without `--no-input`, or run the program: `smsctl exec -- COMMAND`.',
  );

const notSetUp = (): UserError =>
  new UserError({
    code: 'exec.not-set-up',
    message: 'No credentials are saved.',
    hints: ['Save credentials: `smsctl setup credentials`.'],
    exit: exitCode.notReady,
  });
