import { takeEnvironment } from './adapters/process/environment.ts';
import { hasNodeOptions, writeNoReports } from './adapters/process/node-settings.ts';
import { keepOwnAccess } from './adapters/process/own-access.ts';
import { systemTimer } from './adapters/process/system-timer.ts';
import { hideBytes, keepSecretsFrom, mayBeTerminal, output } from './adapters/terminal/standard-streams.ts';
import { run } from './cli/run.ts';
import { exitCode } from './domain/exit-code.ts';
import { createContext } from './main/context.ts';
import { handleFaults, handleSignals } from './main/signals.ts';
import { switchesOf } from './main/switches.ts';
import { terminalOf } from './main/terminal.ts';

// Startup path: keep this module and everything that it imports cheap; import lazily. Take slow modules of Node with
// `process.getBuiltinModule` where they are used.

const packaged = (path: string): string =>
  process.getBuiltinModule('node:url').fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Runs the command line of this process, and ends the process. */
export async function main(): Promise<void> {
  const env = takeEnvironment(process.env);
  const givenMask = keepOwnAccess();
  keepSecretsFrom(process);
  hideBytes();
  handleFaults(process);
  if (hasNodeOptions({ env, execArgv: process.execArgv })) writeNoReports(process.report);
  const argv = process.argv.slice(2);
  const switches = switchesOf(argv, env);
  const stdout = output('stdout');
  const stderr = output('stderr');
  const { platform } = process;
  const stdinIsTerminal = () => mayBeTerminal(0) && process.stdin.isTTY === true;
  const terminal = terminalOf({ switches, env, platform, stdout, stderr, stdinIsTerminal });
  const events: NodeJS.EventEmitter & Pick<NodeJS.Process, 'exit' | 'stdin' | 'stderr'> = process;
  const signals = handleSignals(events, terminal);
  await terminal.loadPalette();
  const cwd = () => process.cwd();
  const code = await run(
    argv,
    createContext({ env, switches, terminal, signals, timer: systemTimer, givenMask, cwd, packaged }),
  );
  const delivery = await stdout.delivered();
  await stderr.delivered();
  if (delivery === 'failed') stderr.write('smsctl: the output could not be written.\n');
  const last = delivery === 'failed' ? exitCode.outputFailed : code;
  if (!events.emit('leave', last)) process.exit(last);
}
