import { readStored } from '../../../app/credentials/credential-vault.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import { type ChildEnvironment, childEnvironment } from '../../../domain/settings/child-environment.ts';
import { type ShellSyntax, shellSyntax } from '../../../domain/settings/shell-variables.ts';
import { showOnPurpose } from '../../../domain/text/redaction.ts';
import { Cancelled, cannotAsk, UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';

interface ExecOptions extends GlobalOptions {
  readonly printEnv?: boolean;
  readonly reveal?: boolean;
}

export async function run(
  context: Context,
  { org, printEnv = false, reveal = false }: ExecOptions,
  [command, ...args]: readonly string[],
): Promise<number> {
  if (printEnv === (command !== undefined)) throw wrongUsage(printEnv);
  if (reveal && context.out.isTerminal && !context.interactive) throw cannotConfirm();
  const given = await environmentOf(org, context);
  if (command !== undefined) {
    const environment = { ...without(context.env, given.removed), ...given.plain, ...given.secret };
    return context.runProgram({ command, args, environment });
  }
  if (reveal && context.out.isTerminal) await askAgain(context);
  if (reveal) for (const value of Object.values(given.secret)) showOnPurpose(value);
  const syntax = shellSyntax({ platform: context.system.platform, env: context.env });
  context.out.write(shellLines(given, reveal, syntax));
  return exitCode.done;
}

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

/** Lines for a shell. A hidden secret is a comment: a masked value would be taken for the secret. */
function shellLines(
  { plain, secret, removed }: ChildEnvironment,
  reveal: boolean,
  { set, unset }: ShellSyntax,
): string {
  const assign = ([name, value]: readonly [string, string]) => set(name, value);
  return [
    ...removed.map((name) => unset(name)),
    ...Object.entries(plain).map(assign),
    ...Object.entries(secret).map((entry) =>
      reveal ? assign(entry) : `# ${entry[0]} is hidden; pass --reveal to print it\n`,
    ),
  ].join('');
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
