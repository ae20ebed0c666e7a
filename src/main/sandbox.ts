import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeQuietly } from '../adapters/files/leftovers.ts';
import { memorySecrets } from '../adapters/secrets/memory-secrets.ts';
import { settingsFile } from '../adapters/settings/settings-file.ts';
import type { Context, RunningSandbox } from '../cli/command/context.ts';
import type { Environment } from '../domain/environment.ts';
import type { AnswerKey } from '../domain/settings/question.ts';
import { showOnPurpose } from '../domain/text/redaction.ts';
import { Secret } from '../domain/text/secret.ts';
import { unknownWord } from '../domain/text/unknown-word.ts';
import { UserError } from '../domain/user-error.ts';
import { scenarios } from '../sandbox/scenarios/all.ts';
import { credentialVariables, finishedSetup } from '../sandbox/scenarios/finished-setup.ts';
import type { Scenario } from '../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../sandbox/server.ts';
import { localParts, providerParts } from './workspace.ts';

function findScenario(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw unknownWord({
    code: 'input.unknown-scenario',
    kind: 'scenario',
    word: name,
    known: scenarios.map((each) => each.name),
    list: '`smsctl sandbox --list` lists all scenarios.',
  });
}

function writeContacts(directory: string, numbers: readonly string[]): string {
  const path = join(directory, 'contacts.csv');
  writeFileSync(path, `phone\n${numbers.join('\n')}\n`);
  return path;
}

/** The answers that set up the scenario. */
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
    ['method.confirmed', setup.confirmedMethod ?? (setup.apiKey === undefined ? 'auth-token' : 'api-key')],
    ['method.confirmedBy', 'Ada'],
    ['contacts.acknowledgedBy', 'Ada'],
    ['contacts.source', contacts],
    ['contacts.country', 'US'],
    ['contacts.acknowledged', setup.acknowledged === false ? 'no' : 'yes'],
    ['contacts.shortForm', setup.shortForm === false ? 'no' : 'yes'],
  ];
  const lacks: readonly string[] = setup.lacks ?? [];
  return new Map(
    answers
      .filter((answer): answer is [AnswerKey, string | Secret] => answer[1] !== undefined)
      .filter(([key]) => !lacks.includes(key.split('.')[0] ?? '')),
  );
}

/** Saves what a setup of the scenario would have saved. */
async function saveFinished(scenario: Scenario, contacts: string, directory: string): Promise<void> {
  const { size, mtime } = statSync(contacts);
  const file = { source: contacts, bytes: size, modifiedAt: mtime.toISOString() };
  const settings = finishedSetup(scenario, file, new Date());
  await settingsFile({ directory, organization: 'default' }).update(() => settings);
}

function cannotListen(port: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new UserError({
    code: 'input.invalid',
    message: code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Port ${port} needs more privileges.`,
    hints: ['Pass another `--port`, or none: smsctl then takes a free one.'],
  });
}

interface Surroundings {
  readonly env: Environment;
  /** The contact list of a setup without a scenario. */
  readonly sampleContacts: string;
}

/** Starts a mock Twilio API on loopback, with a workspace in a temporary directory. */
export async function openSandbox(
  { scenario: name, port, finished = false }: Parameters<Context['startSandbox']>[0],
  { env, sampleContacts }: Surroundings,
): Promise<RunningSandbox> {
  const scenario = findScenario(name ?? 'ready');
  const { world, setup, about, exit } = scenario;
  for (const secret of [setup.authToken, setup.apiKey?.secret]) showOnPurpose(secret ?? '');
  const server = await startSandbox({ world, ...(port !== undefined && { port }) }).catch((error: unknown) => {
    throw port === undefined ? error : cannotListen(port, error);
  });
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-sandbox-'));
  const remove = () => removeQuietly(directory);
  process.on('exit', remove);
  const memory = memorySecrets();
  const contacts = name === undefined && !finished ? sampleContacts : writeContacts(directory, setup.contacts ?? []);
  if (finished) await saveFinished(scenario, contacts, directory);
  return {
    url: server.url,
    directory,
    scenario: { name: scenario.name, about, exit },
    workspace: {
      ...localParts(directory, directory, 'default', env),
      storeKinds: ['memory'],
      openStore: () => memory,
      ...providerParts({ env, mockServer: server.url }),
      // The environment's credentials are for other accounts.
      ambient: {},
    },
    defaults: sandboxAnswers(setup, contacts),
    variables: new Map(
      Object.entries({
        SMSCTL_TWILIO_URL: server.url,
        ...credentialVariables(setup),
        SMSCTL_CONFIG_DIR: directory,
      }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    close: async () => {
      process.off('exit', remove);
      remove();
      await server.close();
    },
  };
}
