import { fileURLToPath } from 'node:url';
import { commandSecrets } from '../../src/adapters/secrets/command/command-secrets.ts';
import { environmentSecrets } from '../../src/adapters/secrets/environment-secrets.ts';
import { memorySecrets } from '../../src/adapters/secrets/memory-secrets.ts';
import type { Context } from '../../src/cli/command/context.ts';
import { run } from '../../src/cli/run.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { createContext } from '../../src/main/context.ts';
import { switchesOf } from '../../src/main/switches.ts';
import { terminalOf } from '../../src/main/terminal.ts';
import type { SecretStore } from '../../src/ports.ts';
import { built } from './built.ts';
import { quickTimer } from './quick-timer.ts';
import { scripted } from './scripted.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { hangingMs } from './work.ts';

// Contacts are counted with them.
await built('tables');

interface TestCli {
  /** The settings' directory. */
  readonly directory: string;
  /** Replaces the keychain; a test may break it. */
  keychain: SecretStore;
  /** Replaced, added to or taken away from by a test. */
  env: Record<string, string | undefined>;
  now: () => Date;
  readonly run: (
    ...argv: readonly string[]
  ) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
}

/** A context as main.ts makes it, writing to `write`; without a terminal, without signals. */
function contextOf(
  argv: readonly string[],
  env: Context['env'],
  { directory, write }: { readonly directory: string; readonly write: (name: 'out' | 'err', text: string) => void },
): Context {
  const switches = switchesOf(argv, env);
  const output = (name: 'out' | 'err') => ({
    write: (text: string) => write(name, text),
    isTerminal: false,
    columns: 100,
    delivered: async () => 'whole' as const,
  });
  return createContext({
    env,
    switches,
    terminal: terminalOf({
      switches,
      env,
      platform: 'linux',
      stdout: output('out'),
      stderr: output('err'),
      stdinIsTerminal: () => false,
    }),
    signals: {
      onInterrupt: () => () => {},
      untilInterrupted: () => new Promise(() => {}),
      leaveToProgram: () => Promise.reject(new Error('No other program in this test.')),
    },
    timer: quickTimer(),
    givenMask: 0o077,
    cwd: () => directory,
    packaged: (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url)),
  });
}

/** The command line in process: real files and the real adapter on the sandbox, a keychain in memory, no terminal. */
export function testCli({ url }: { readonly url: string }, change: Partial<Context> = {}): TestCli {
  const directory = temporaryFolder('cli');
  const secrets = memorySecrets();
  const cli: TestCli = {
    directory,
    keychain: {
      ...secrets,
      kind: 'keychain',
      location: 'a keychain',
      probe: async () => ({ ...(await secrets.probe()), kind: 'keychain' }),
    },
    env: {},
    now: () => new Date(),
    run: async (...argv) => {
      const written = { out: '', err: '' };
      const write = (name: 'out' | 'err', text: string) => {
        written[name] += text;
      };
      const env = { LANG: 'C.UTF-8', ...cli.env, SMSCTL_CONFIG_DIR: directory, SMSCTL_TWILIO_URL: url };
      const context = contextOf(argv, env, { directory, write });
      const code = await run(argv, {
        ...context,
        version: '0.0.0-test',
        system: { node: '20.0.0', platform: 'linux', release: '6.0', arch: 'x64' },
        unsafeNode: () => [],
        env: cli.env,
        operator: 'ada',
        host: 'test-host',
        clock: { now: () => cli.now() },
        prompter: scripted({}),
        openWorkspace: (organization, options) => ({
          ...context.openWorkspace(organization, { timeoutMs: hangingMs, waitMs: 0, ...options }),
          storeKinds: ['keychain', 'env', 'command'],
          openStore: (kind) => {
            if (kind === 'env') return environmentSecrets({ env: cli.env });
            if (kind !== 'command') return cli.keychain;
            return commandSecrets({ env: { PATH: process.env.PATH, ...cli.env }, interactive: false });
          },
        }),
        startSandbox: () => Promise.reject(new Error('No sandbox in this test.')),
        sourcePlace: async (place) => place,
        contactFiles: async () => {
          const files = await context.contactFiles();
          // Nothing is piped into a test.
          const readLines = (paths: readonly string[]) => files.readLines(paths.filter((path) => path !== '-'));
          return { ...files, pipeLines: async () => {}, readLines };
        },
        ...change,
      });
      return { code, ...written };
    },
  };
  return cli;
}

/** A keychain that is there and locked. */
export const lockedKeychain = (): SecretStore => {
  const locked = (): Promise<never> =>
    Promise.reject(
      new SecretStoreError({ problem: 'locked', message: 'The OS keychain is locked.', nextStep: 'Unlock it.' }),
    );
  return {
    kind: 'keychain',
    location: 'a keychain',
    probe: async () => ({
      kind: 'keychain',
      ready: false,
      problem: 'locked',
      sentence: 'It is locked.',
      nextStep: 'Unlock it.',
    }),
    prepare: locked,
    get: locked,
    set: locked,
    delete: locked,
  };
};

export const sampleContacts = fileURLToPath(new URL('../../samples/contacts.csv', import.meta.url));
