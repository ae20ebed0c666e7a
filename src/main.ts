import { homedir, hostname, release, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { takeEnvironment } from './adapters/process/environment.ts';
import {
  closeDebugger,
  hasNodeOptions,
  inspectorUrl,
  unsafeNodeSettings,
  writeNoReports,
} from './adapters/process/node-settings.ts';
import { keepOwnAccess } from './adapters/process/own-access.ts';
import { systemTimer } from './adapters/process/system-timer.ts';
import { configurationDirectory, stateDirectory } from './adapters/settings/default-directories.ts';
import { organizationFiles } from './adapters/settings/organization-files.ts';
import { bracketedPaste } from './adapters/terminal/bracketed-paste.ts';
import { hideBytes, keepSecretsFrom, mayBeTerminal, output, readInput } from './adapters/terminal/standard-streams.ts';
import type { Context, Palette, Screen } from './cli/command/context.ts';
import { run } from './cli/run.ts';
import { type ExitCode, exitCode } from './domain/exit-code.ts';
import { printable } from './domain/text/printable.ts';
import { version } from './main/version.ts';
import { workspaceOpener } from './main/workspace.ts';
import type { Prompter } from './ports.ts';

// Every run pays for what stands here: whatever a `status` does not need is a getter, or is imported where it is used. No
// regular expression with the flag i: the first use of one takes several times as long as that of another.

const argv = process.argv.slice(2);
/** What stands behind `--` is another program's. */
const ownWords = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
const env = takeEnvironment(process.env);
const givenMask = keepOwnAccess();
keepSecretsFrom(process);
hideBytes();
if (hasNodeOptions({ env, execArgv: process.execArgv })) writeNoReports(process.report);

const stdout = output('stdout');
const stderr = output('stderr');
const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';

/** Lines are only added to the screen: for screen readers, and for terminals that can do no more. */
const plain = ownWords.includes('--plain') || isSet(env.ACCESSIBLE) || env.TERM === 'dumb';
/** NO_COLOR counts when it is not empty (https://no-color.org). */
const noColour = plain || isSet(env.NO_COLOR) || ownWords.includes('--no-color');

/** Colours are loaded where there is a screen to show them. */
let palette: Palette | null = null;

const screen = (stream: typeof stdout): Screen => ({
  write: stream.write,
  isTerminal: stream.isTerminal && !plain,
  get palette() {
    return stream.isTerminal ? palette : null;
  },
  get columns() {
    return stream.columns || 80;
  },
});

const err = screen(stderr);
const locale = (env.LC_ALL || env.LC_CTYPE || env.LANG || '').toLowerCase();
const unicode = process.platform === 'win32' || locale.includes('utf-8') || locale.includes('utf8');
const verbose = ownWords.includes('--verbose');
const allowsUnsafeNode = ownWords.includes('--allow-unsafe-node') || isSet(env.SMSCTL_ALLOW_UNSAFE_NODE);
/** CI systems set `CI`; `CI=false` is how people switch it off. */
const ci = isSet(env.CI);
const interactive =
  stderr.isTerminal &&
  mayBeTerminal(0) &&
  process.stdin.isTTY === true &&
  !ownWords.includes('--no-input') &&
  !isSet(env.SMSCTL_NO_INPUT) &&
  !ci;

let cancelLine: (() => void) | undefined;
let opened: Promise<Prompter> | undefined;

function openPrompter(): Promise<Prompter> {
  const onInterrupt = (cancel: () => void) => {
    cancelLine = cancel;
    return () => {
      cancelLine = undefined;
    };
  };
  opened ??= import('./main/prompter.ts').then((prompts) =>
    prompts.openPrompter({ err, plain, unicode, verbose, onInterrupt }),
  );
  return opened;
}

const prompter: Prompter = { ask: async (ask) => (await openPrompter()).ask(ask) };

const machine = {
  env,
  platform: process.platform,
  /** As node:os tells it, which takes long to load. */
  get home() {
    if (process.platform === 'win32') return homedir();
    return env.HOME?.startsWith('/') ? env.HOME : homeOfUser();
  },
};
/** What the system knows where HOME is empty or relative: `homedir` would give it back as it is, and secrets lay in any directory. */
function homeOfUser(): string {
  try {
    return userInfo().homedir;
  } catch {
    // A uid without a name, as in some containers, which start it in there.
    return '/';
  }
}

const directory = configurationDirectory(machine);
const state = stateDirectory(machine);

/** A directory that was deleted under us is none. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return machine.home;
  }
}

function operatorName(): string {
  try {
    return env.USER || env.USERNAME || userInfo().username;
  } catch {
    // A uid without a name, as in some containers.
    return 'unknown';
  }
}

/** Of the package. */
const packaged = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

let interrupt: ((code: ExitCode) => void) | undefined;
/** While another program runs in our place, signals are its own. */
let standsAside = false;

const context: Context = {
  version,
  get system() {
    return { node: process.versions.node, platform: process.platform, release: release(), arch: process.arch };
  },
  out: screen(stdout),
  err,
  unicode,
  plain,
  verbose,
  unsafeNode: ({ offline }) => {
    if (allowsUnsafeNode) return [];
    // To ask for a debugger that came since takes two milliseconds; a run that opens no store closes it without asking.
    const seen = unsafeNodeSettings({
      env,
      execArgv: process.execArgv,
      inspectorUrl: offline ? undefined : inspectorUrl(),
    });
    if (seen.length === 0) closeDebugger();
    return seen;
  },
  env,
  interactive,
  ci,
  get operator() {
    return operatorName();
  },
  get host() {
    return hostname();
  },
  clock: { now: () => new Date() },
  timer: systemTimer,
  prompter,
  readInput,
  writeOutput: async (...file) => (await import('./adapters/files/output-file.ts')).writeOutput(...file),
  organizations: organizationFiles({ directory, state, workingDirectory: workingDirectory() }),
  openWorkspace: workspaceOpener({ env, machine, directory, state, prompter, say: err.write }),
  startSandbox: async (options) =>
    (await import('./main/sandbox.ts')).openSandbox(options, { env, sampleContacts: packaged('samples/contacts.csv') }),
  listScenarios: async () => {
    const { scenarios } = await import('./sandbox/scenarios/all.ts');
    return scenarios.map(({ name, about, exit }) => ({ name, about, exit }));
  },
  runProgram: async (request) => {
    standsAside = true;
    if (!allowsUnsafeNode) closeDebugger();
    process.umask(givenMask);
    try {
      return await (await import('./adapters/process/child-program.ts')).runProgram(request);
    } finally {
      standsAside = false;
    }
  },
  schemas: async () => (await import('./adapters/process/schema-files.ts')).schemaFiles(packaged('docs/schema')),
  sourcePlace: async (place) => (await import('./adapters/process/source-place.ts')).sourcePlace(place),
  contactFiles: async () => (await import('./adapters/contacts/contact-files.ts')).contactFiles,
  openJudge: async () => (await import('./adapters/counting/compiled-judge.ts')).compiledJudge(),
  untilInterrupted: () =>
    new Promise((resolve) => {
      interrupt = resolve;
    }),
};

// Every write is atomic, so that ending at any instant leaves the old or the new state; what matters is the terminal.
const signals = { SIGHUP: exitCode.hangup, SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated } as const;
for (const [signal, code] of Object.entries(signals)) {
  process.on(signal, () => {
    if (standsAside) return;
    if (signal === 'SIGINT' && cancelLine !== undefined) {
      cancelLine();
      return;
    }
    if (interrupt !== undefined) {
      interrupt(code);
      interrupt = undefined;
      return;
    }
    if (interactive) process.stdin.setRawMode(false);
    if (err.isTerminal) process.stderr.write(`\u001b[?25h${bracketedPaste.off}\n`);
    process.exit(code);
  });
}

// What nobody caught is told by its class alone: its message may hold anything.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    const name = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`smsctl: A fault of smsctl: ${printable(name, 60)}.\n`);
    process.exit(exitCode.internal);
  });
}

/** Runs the command line of this process, and ends it. */
export async function main(): Promise<void> {
  if (!noColour && (stdout.isTerminal || stderr.isTerminal)) ({ palette } = await import('./cli/render/palette.ts'));
  const code = await run(argv, context);
  const delivery = await stdout.delivered();
  await stderr.delivered();
  if (delivery === 'failed') stderr.write('smsctl: the output could not be written.\n');
  process.exit(delivery === 'failed' ? exitCode.outputFailed : code);
}
