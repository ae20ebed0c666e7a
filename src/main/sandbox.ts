import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeQuietly } from '../adapters/files/leftovers.ts';
import { memorySecrets } from '../adapters/secrets/memory-secrets.ts';
import type { Context, RunningSandbox } from '../cli/command/context.ts';
import type { Environment } from '../domain/environment.ts';
import type { AnswerKey } from '../domain/settings/question.ts';
import { printable } from '../domain/text/printable.ts';
import { showOnPurpose } from '../domain/text/redaction.ts';
import { Secret } from '../domain/text/secret.ts';
import { UserError } from '../domain/user-error.ts';
import { scenarios } from '../sandbox/scenarios/all.ts';
import type { Scenario } from '../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../sandbox/server.ts';
import { localParts, providerParts } from './workspace.ts';

function findScenario(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new UserError({
    code: 'input.unknown-scenario',
    message: `There is no scenario \`${printable(name, 60)}\`.`,
    hints: ['`smsctl sandbox --list` lists them.'],
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

function variablesOf(setup: Scenario['setup']) {
  const { number, country, messagingService, accountSid, authToken, apiKey, region, environment } = setup;
  const variables: Environment = {
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
    ...environment,
  };
  return Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

interface Surroundings {
  readonly env: Environment;
  /** The contact list if no scenario is named. */
  readonly sampleContacts: string;
}

/** Starts a mock Twilio API on loopback, with a workspace in a temporary directory. */
export async function openSandbox(
  { scenario, port }: Parameters<Context['startSandbox']>[0],
  { env, sampleContacts }: Surroundings,
): Promise<RunningSandbox> {
  const { world, setup } = findScenario(scenario ?? 'ready');
  for (const secret of [setup.authToken, setup.apiKey?.secret]) showOnPurpose(secret ?? '');
  const server = await startSandbox({ world, ...(port !== undefined && { port }) });
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-sandbox-'));
  const remove = () => removeQuietly(directory);
  process.on('exit', remove);
  const memory = memorySecrets();
  const contacts = scenario === undefined ? sampleContacts : writeContacts(directory, setup.contacts ?? []);
  return {
    url: server.url,
    directory,
    workspace: {
      ...localParts(directory, directory, 'default', env),
      storeKinds: ['memory'],
      openStore: () => memory,
      ...providerParts({ env, mockServer: server.url }),
      // The environment's credentials are for other accounts.
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
