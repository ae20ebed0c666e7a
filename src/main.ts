import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, release, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationDirectory, stateDirectory } from './adapters/default-directories.ts';
import { ambientFrom, environmentSecrets, takeEnvironment } from './adapters/environment.ts';
import { laterStore } from './adapters/later-store.ts';
import { memorySecrets } from './adapters/memory-secrets.ts';
import { inspectorUrl, unsafeNodeSettings, writeNoReports } from './adapters/node-settings.ts';
import { organizationFiles } from './adapters/organization-files.ts';
import { bracketedPaste } from './adapters/pasted-input.ts';
import { describeNetwork } from './adapters/proxy.ts';
import { schemaFiles } from './adapters/schema-files.ts';
import { settingsFile } from './adapters/settings-file.ts';
import { sourcePlace } from './adapters/source-place.ts';
import { keepSecretsFrom, mayBeTerminal, output, readInput } from './adapters/standard-streams.ts';
import { terminalPrompter } from './adapters/terminal.ts';
import type { TwilioOptions } from './adapters/twilio-api.ts';
import { verificationFile } from './adapters/verification-file.ts';
import type { Context, Palette, RunningSandbox, Screen, Workspace } from './cli/context.ts';
import { styleFor, wrap } from './cli/render/style.ts';
import { run } from './cli/run.ts';
import { exitCode } from './domain/exit-code.ts';
import { printable } from './domain/printable.ts';
import type { AnswerKey } from './domain/question.ts';
import { showOnPurpose } from './domain/redaction.ts';
import { Secret } from './domain/secret.ts';
import { type SecretStoreKind, storeNames } from './domain/settings.ts';
import { UserError } from './domain/user-error.ts';
import type { Prompter, SecretStore } from './ports.ts';
import type { Scenario } from './sandbox/scenarios.ts';

const argv = process.argv.slice(2);
/** What stands behind `--` is another program's. */
const ownWords = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
const env = takeEnvironment(process.env);
keepSecretsFrom(process);
writeNoReports(process.report);

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
const unicode = process.platform === 'win32' || /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
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

function openPrompter(): Prompter {
  const terminal = {
    input: process.stdin,
    output: process.stderr,
    explain: (help: string) => {
      const { dim, columns } = styleFor(err, { unicode, verbose });
      err.write(`${dim(wrap(help, columns, 2))}\n`);
    },
  };
  if (!plain) return terminalPrompter({ ...terminal, unicode });
  const onInterrupt = (cancel: () => void) => {
    cancelLine = cancel;
    return () => {
      cancelLine = undefined;
    };
  };
  let opened: Prompter | undefined;
  return {
    ask: async (ask) => {
      opened ??= (await import('./adapters/plain-prompter.ts')).plainPrompter({ ...terminal, onInterrupt });
      return opened.ask(ask);
    },
  };
}

const machine = { env, platform: process.platform, home: homedir() };

/** On stderr, like everything that is said on the way. */
const sayWaiting = (): void => err.write('Waiting for your keychain window. Answer it, or press Ctrl-C to give up.\n');

function openWorkspace(
  organization: string,
  { prompts, ...patience }: Parameters<Context['openWorkspace']>[1],
): Workspace {
  const directory = configurationDirectory(machine);
  return {
    ...files(directory, stateDirectory(machine), organization),
    storeKinds: ['keychain', 'file', 'env'],
    openStore: stores({
      keychain: async () => {
        const { keychain } = await import('./adapters/keychain.ts');
        return keychain({ env, interactive: prompts, onWaiting: sayWaiting });
      },
      file: async () => {
        const { encryptedFiles } = await import('./adapters/encrypted-file.ts');
        const { passphraseFrom } = await import('./adapters/passphrase.ts');
        const passphrase = passphraseFrom({ env, prompter: prompts ? context.prompter : null });
        // A file says the same when it is read again, a person may not.
        const tries = env.SMSCTL_PASSPHRASE_FILE ? 1 : 3;
        return encryptedFiles({ directory: join(directory, 'secrets'), passphrase, tries });
      },
      env: async () => environmentSecrets({ env }),
      memory: async () => memorySecrets(),
    }),
    ...provider(isSet(env.SMSCTL_TWILIO_URL) ? env.SMSCTL_TWILIO_URL : undefined, patience),
    ambient: ambientFrom(env),
  };
}

function provider(standIn: string | undefined, patience: Pick<TwilioOptions, 'timeoutMs' | 'waitMs' | 'onWait'> = {}) {
  let requests = 0;
  const onRequest = () => {
    requests += 1;
  };
  const options = { env, ...patience, onRequest, ...(standIn !== undefined && { baseUrl: standIn }) };
  return {
    openProvider: async (...request: Parameters<Workspace['openProvider']>) =>
      (await import('./adapters/twilio.ts')).openTwilio(options)(...request),
    openMessenger: async (...request: Parameters<Workspace['openMessenger']>) =>
      (await import('./adapters/twilio-messenger.ts')).openTwilioMessenger(options)(...request),
    openApiKeys: async (...request: Parameters<Workspace['openApiKeys']>) =>
      (await import('./adapters/twilio-keys.ts')).openTwilioKeys(options)(...request),
    provider: standIn ?? 'twilio',
    network: standIn === undefined ? describeNetwork(env) : [],
    requests: () => requests,
  };
}

const files = (directory: string, state: string, organization: string) => ({
  settings: settingsFile({ directory, organization }),
  verification: verificationFile({ directory: state, organization }),
  openContacts: async (...request: Parameters<Workspace['openContacts']>) =>
    (await import('./adapters/contacts/open-contacts.ts')).openContacts(...request),
});

/** Each store is opened once, so that a passphrase is asked for once. */
function stores(openers: Readonly<Record<SecretStoreKind, () => Promise<SecretStore>>>) {
  const opened = new Map<SecretStoreKind, SecretStore>();
  return (kind: SecretStoreKind): SecretStore => {
    const store = opened.get(kind) ?? laterStore(kind, storeNames[kind], openers[kind]);
    opened.set(kind, store);
    return store;
  };
}

/** The sample list that comes with the package. */
const sampleContacts = fileURLToPath(new URL('../samples/contacts.csv', import.meta.url));

function findScenario(scenarios: readonly Scenario[], name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new UserError({
    code: 'input.unknown-scenario',
    message: `There is no scenario \`${printable(name, 60)}\`.`,
    hints: ['`smsctl sandbox --help` lists them.'],
  });
}

function writeContacts(directory: string, numbers: readonly string[]): string {
  const path = join(directory, 'contacts.csv');
  writeFileSync(path, `phone\n${numbers.join('\n')}\n`);
  return path;
}

/** Answers with which the five steps set up what the scenario says. */
function sandboxAnswers(setup: Scenario['setup'], contacts: string): RunningSandbox['defaults'] {
  const answers: readonly (readonly [AnswerKey, string | Secret | undefined])[] = [
    ['owner.team', 'Customer Messaging'],
    ['owner.contact', 'sms-team@example.com'],
    ['number.sender', setup.number],
    ['number.country', setup.country],
    ['number.messagingService', setup.messagingService],
    ['credentials.accountSid', setup.accountSid],
    ['credentials.method', setup.apiKey === undefined ? 'auth-token' : 'api-key'],
    ['credentials.apiKeySid', setup.apiKey?.sid],
    ['credentials.region', setup.region],
    ['credentials.store', 'memory'],
    setup.apiKey === undefined
      ? ['credentials.authToken', new Secret(setup.authToken ?? '')]
      : ['credentials.apiKeySecret', new Secret(setup.apiKey.secret)],
    ['method.confirmed', setup.apiKey === undefined ? 'auth-token' : 'api-key'],
    ['contacts.source', contacts],
    ['contacts.country', 'US'],
    ['contacts.acknowledged', setup.acknowledged === false ? 'no' : 'yes'],
    ['contacts.shortForm', setup.shortForm === false ? 'no' : 'yes'],
  ];
  return new Map(answers.filter((answer): answer is [AnswerKey, string | Secret] => answer[1] !== undefined));
}

function variablesOf({ number, country, messagingService, accountSid, authToken, apiKey, region }: Scenario['setup']) {
  const variables: Readonly<Record<string, string | undefined>> = {
    TWILIO_ACCOUNT_SID: accountSid,
    ...(apiKey === undefined
      ? { TWILIO_AUTH_TOKEN: authToken }
      : {
          SMSCTL_CREDENTIAL_METHOD: 'api-key',
          TWILIO_API_KEY: apiKey.sid,
          TWILIO_API_SECRET: apiKey.secret,
        }),
    SMSCTL_NUMBER: number,
    SMSCTL_NUMBER_COUNTRY: country,
    SMSCTL_MESSAGING_SERVICE: messagingService,
    TWILIO_REGION: region,
  };
  return Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

async function openSandbox({ scenario, port }: Parameters<Context['startSandbox']>[0]): Promise<RunningSandbox> {
  const { scenarios } = await import('./sandbox/scenarios.ts');
  const { startSandbox } = await import('./sandbox/server.ts');
  const { world, setup } = findScenario(scenarios, scenario ?? 'ready');
  for (const secret of [setup.authToken, setup.apiKey?.secret]) showOnPurpose(secret ?? '');
  const server = await startSandbox({ world, ...(port !== undefined && { port }) });
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-sandbox-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.on('exit', remove);
  const memory = memorySecrets();
  const contacts = scenario === undefined ? sampleContacts : writeContacts(directory, setup.contacts ?? []);
  return {
    url: server.url,
    directory,
    workspace: {
      ...files(directory, directory, 'default'),
      storeKinds: ['memory'],
      openStore: () => memory,
      ...provider(server.url),
      // Its credentials are its own; what the environment says is about others.
      ambient: {},
    },
    defaults: sandboxAnswers(setup, contacts),
    variables: new Map([
      ['SMSCTL_TWILIO_URL', server.url],
      ...variablesOf(setup),
      ['SMSCTL_CONTACTS', contacts],
      ['SMSCTL_CONFIG_DIR', directory],
    ]),
    close: async () => {
      remove();
      await server.close();
    },
  };
}

/** A directory that was deleted under us is none. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return homedir();
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

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

let interrupt: (() => void) | undefined;
/** While another program runs in our place, signals are its own. */
let standsAside = false;
let prompter: Prompter | undefined;

const context: Context = {
  version,
  system: { node: process.versions.node, platform: process.platform, release: release(), arch: process.arch },
  out: screen(stdout),
  err,
  unicode,
  plain,
  verbose,
  unsafeNode: () =>
    allowsUnsafeNode ? [] : unsafeNodeSettings({ env, execArgv: process.execArgv, inspectorUrl: inspectorUrl() }),
  env,
  interactive,
  ci,
  operator: operatorName(),
  host: hostname(),
  clock: { now: () => new Date() },
  get prompter() {
    prompter ??= openPrompter();
    return prompter;
  },
  readInput,
  writeOutput: async (...file) => (await import('./adapters/output-file.ts')).writeOutput(...file),
  organizations: organizationFiles({
    directory: configurationDirectory(machine),
    state: stateDirectory(machine),
    workingDirectory: workingDirectory(),
  }),
  openWorkspace,
  startSandbox: openSandbox,
  listScenarios: async () => {
    const { scenarios } = await import('./sandbox/scenarios.ts');
    return scenarios.map(({ name, about, exit }) => ({ name, about, exit }));
  },
  runProgram: async (request) => {
    standsAside = true;
    try {
      return await (await import('./adapters/child-program.ts')).runProgram(request);
    } finally {
      standsAside = false;
    }
  },
  schemas: schemaFiles(fileURLToPath(new URL('../docs/schema', import.meta.url))),
  sourcePlace,
  contactFiles: async () => (await import('./adapters/contacts/contact-files.ts')).contactFiles,
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
      interrupt();
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
