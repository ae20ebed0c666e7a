import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contactFiles } from '../../src/adapters/contacts/contact-files.ts';
import { openContacts } from '../../src/adapters/contacts/open-contacts.ts';
import { compiledJudge } from '../../src/adapters/counting/compiled-judge.ts';
import { writeOutput } from '../../src/adapters/files/output-file.ts';
import { ambientFrom, environmentSecrets } from '../../src/adapters/process/environment.ts';
import { schemaFiles } from '../../src/adapters/process/schema-files.ts';
import { memorySecrets } from '../../src/adapters/secrets/memory-secrets.ts';
import { organizationFiles } from '../../src/adapters/settings/organization-files.ts';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { verificationFile } from '../../src/adapters/settings/verification-file.ts';
import { readInput } from '../../src/adapters/terminal/standard-streams.ts';
import { openTwilio } from '../../src/adapters/twilio/twilio.ts';
import { openTwilioKeys } from '../../src/adapters/twilio/twilio-keys.ts';
import { openTwilioMessenger } from '../../src/adapters/twilio/twilio-messenger.ts';
import type { Context } from '../../src/cli/command/context.ts';
import { run } from '../../src/cli/run.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import type { SecretStore } from '../../src/ports.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import { built } from './built.ts';
import { quickTimer } from './quick-timer.ts';
import { scripted } from './scripted.ts';

interface TestCli {
  /** The settings' directory. */
  readonly directory: string;
  /** What a keychain's place is taken by; a test may break it. */
  keychain: SecretStore;
  /** Replaced, added to or taken away from by a test. */
  env: Record<string, string | undefined>;
  now: () => Date;
  readonly run: (
    ...argv: readonly string[]
  ) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
}

/** The command line in process: real files and the real adapter on the sandbox, a keychain in memory, nobody to ask. */
export function testCli({ url }: { readonly url: string }, change: Partial<Context> = {}): TestCli {
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-cli-'));
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
      let requests = 0;
      const timer = quickTimer();
      const onRequest = () => {
        requests += 1;
      };
      const screen = (name: 'out' | 'err') => ({
        write: (text: string) => {
          written[name] += text;
        },
        isTerminal: false,
        palette: null,
        columns: 100,
      });
      const code = await run(argv, {
        version: '0.0.0-test',
        system: { node: '20.0.0', platform: 'linux', release: '6.0', arch: 'x64' },
        out: screen('out'),
        err: screen('err'),
        unicode: true,
        verbose: argv.includes('--verbose'),
        unsafeNode: () => [],
        env: cli.env,
        interactive: false,
        ci: cli.env.CI !== undefined,
        operator: 'ada',
        host: 'test-host',
        clock: { now: () => cli.now() },
        timer,
        prompter: scripted({}),
        readInput,
        writeOutput,
        organizations: organizationFiles({ directory, state: join(directory, 'state'), workingDirectory: directory }),
        openWorkspace: (organization, { timeoutMs = 10_000, waitMs = 0 }) => ({
          settings: settingsFile({ directory, organization }),
          verification: verificationFile({ directory: join(directory, 'state'), organization }),
          storeKinds: ['keychain', 'env'],
          openStore: (kind) => (kind === 'env' ? environmentSecrets({ env: cli.env }) : cli.keychain),
          openProvider: openTwilio({ env: {}, baseUrl: url, timeoutMs, waitMs, onRequest, timer }),
          openMessenger: openTwilioMessenger({ env: {}, baseUrl: url, timeoutMs, onRequest, timer }),
          openApiKeys: openTwilioKeys({ env: {}, baseUrl: url, timeoutMs, onRequest, timer }),
          ambient: ambientFrom(cli.env),
          provider: url,
          network: async () => [],
          requests: () => requests,
          openContacts: async (...list) => {
            await built();
            return openContacts(...list);
          },
        }),
        startSandbox: () => Promise.reject(new Error('No sandbox in this test.')),
        listScenarios: async () => scenarios,
        runProgram: () => Promise.reject(new Error('No other program in this test.')),
        schemas: async () => schemaFiles(fileURLToPath(new URL('../../docs/schema', import.meta.url))),
        sourcePlace: async (place) => place,
        untilInterrupted: () => new Promise(() => {}),
        // Nothing is piped into a test.
        openJudge: async () => {
          await built();
          return compiledJudge();
        },
        contactFiles: async () => ({
          ...contactFiles,
          pipeLines: async () => {},
          readLines: (paths) => contactFiles.readLines(paths.filter((path) => path !== '-')),
        }),
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
