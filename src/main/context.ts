import { closeDebugger, inspectorUrl, unsafeNodeSettings } from '../adapters/process/node-settings.ts';
import { configurationDirectory, type Machine, stateDirectory } from '../adapters/settings/default-directories.ts';
import { organizationFiles } from '../adapters/settings/organization-files.ts';
import { readInput } from '../adapters/terminal/standard-streams.ts';
import type { Context } from '../cli/command/context.ts';
import type { Prompter, Timer } from '../ports.ts';
import type { Signals } from './signals.ts';
import type { Switches } from './switches.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';
import { workspaceOpener } from './workspace.ts';

interface Surroundings {
  readonly env: Context['env'];
  readonly switches: Switches;
  readonly terminal: Terminal;
  readonly signals: Signals;
  readonly timer: Timer;
  /** The umask that this process was started with. */
  readonly givenMask: number;
  /** The working directory. Throws if it was deleted. */
  readonly cwd: () => string;
  /** The path of a file of the package. */
  readonly packaged: (path: string) => string;
}

/** It ends the input on a terminal. */
const endKey = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D';

/** It is slow to load, and most runs do not need it. */
const os = () => process.getBuiltinModule('node:os');

/** Everything that commands use. Whatever `status` does not need is a getter, or imported where it is used. */
export function createContext(surroundings: Surroundings): Context {
  const { env, switches, terminal, signals, timer, givenMask, cwd, packaged } = surroundings;
  const { plain, verbose, ci, allowsUnsafeNode } = switches;
  const { out, err, unicode, interactive } = terminal;
  const machine = machineOf(env);
  const directory = configurationDirectory(machine);
  const state = stateDirectory(machine);
  const prompter = promptLater({ terminal, signals, plain, verbose });
  return {
    version,
    get system() {
      return { node: process.versions.node, platform: process.platform, release: os().release(), arch: process.arch };
    },
    out,
    err,
    unicode,
    plain,
    verbose,
    unsafeNode: ({ offline }) => {
      if (allowsUnsafeNode) return [];
      // Detecting a debugger that attached later takes 2 ms, so a run that opens no store only closes it.
      const url = offline ? undefined : inspectorUrl();
      const seen = unsafeNodeSettings({ env, execArgv: process.execArgv, inspectorUrl: url });
      if (seen.length === 0) closeDebugger();
      return seen;
    },
    env,
    interactive,
    ci,
    get operator() {
      return env.USER || env.USERNAME || (attempt(() => os().userInfo().username) ?? 'unknown');
    },
    get host() {
      return os().hostname();
    },
    clock: { now: () => new Date() },
    timer,
    prompter,
    readInput: (path) => readInput(path, () => err.write(`Reading from the terminal. To end, press ${endKey}.\n`)),
    writeOutput: async (...file) => (await import('../adapters/files/output-file.ts')).writeOutput(...file),
    organizations: organizationFiles({ directory, state, workingDirectory: attempt(cwd) ?? machine.home }),
    openWorkspace: workspaceOpener({ env, machine, directory, state, prompter, timer, say: err.write }),
    startSandbox: async (options) =>
      (await import('./sandbox.ts')).openSandbox(options, { env, sampleContacts: packaged('samples/contacts.csv') }),
    listScenarios: async () => {
      const { scenarios } = await import('../sandbox/scenarios/all.ts');
      return scenarios.map(({ name, about, exit }) => ({ name, about, exit }));
    },
    runProgram: (request) =>
      signals.leaveToProgram(async () => {
        if (!allowsUnsafeNode) closeDebugger();
        process.umask(givenMask);
        return (await import('../adapters/process/child-program.ts')).runProgram(request);
      }),
    schemas: async () => (await import('../adapters/process/schema-files.ts')).schemaFiles(packaged('docs/schema')),
    docsPage: (page) => {
      const [path = '', anchor = ''] = page.split('#');
      return `${process.getBuiltinModule('node:url').pathToFileURL(packaged(`docs/${path}`)).href}#${anchor}`;
    },
    sourcePlace: async (place) => (await import('../adapters/process/source-place.ts')).sourcePlace(place),
    twilioCli: async () =>
      (await import('../adapters/secrets/twilio-cli.ts')).twilioCli({ env, home: machine.home, interactive }),
    contactFiles: async () => (await import('../adapters/contacts/contact-files.ts')).contactFiles,
    openJudge: async () => (await import('../adapters/counting/compiled-judge.ts')).compiledJudge(),
    untilInterrupted: signals.untilInterrupted,
  };
}

const machineOf = (env: Context['env']): Machine => ({
  env,
  platform: process.platform,
  get home() {
    if (process.platform === 'win32') return os().homedir();
    // With an empty or relative HOME, `homedir` would return it as it is.
    return env.HOME?.startsWith('/') ? env.HOME : (attempt(() => os().userInfo().homedir) ?? '/');
  },
});

/** Undefined if the value does not exist: a user without an entry in the user database, a deleted working directory. */
function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Loads the prompts with the first question. */
function promptLater({
  terminal: { err, unicode },
  signals: { onInterrupt },
  plain,
  verbose,
}: Pick<Surroundings, 'terminal' | 'signals'> & Pick<Switches, 'plain' | 'verbose'>): Prompter {
  let opening: Promise<Prompter> | undefined;
  return {
    ask: async (ask) => {
      opening ??= import('./prompter.ts').then((prompts) =>
        prompts.openPrompter({ err, plain, unicode, verbose, onInterrupt }),
      );
      return (await opening).ask(ask);
    },
  };
}
