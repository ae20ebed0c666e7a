import { randomBytes } from 'node:crypto';
import { createKey } from '../../../app/credentials/create-key.ts';
import type { Given } from '../../../app/setup/answer-sheet.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import type { Credential } from '../../../domain/settings/credential.ts';
import { parseAccountSid, parseRegion } from '../../../domain/settings/parse-credential.ts';
import { type AnswerKey, isNone } from '../../../domain/settings/question.ts';
import { howToPut } from '../../../domain/settings/secret-tools.ts';
import {
  type CredentialSettings,
  isReadOnly,
  type ReadOnlyStore,
  type Settings,
  storedCredentials,
} from '../../../domain/settings/settings.ts';
import { maskSid } from '../../../domain/text/mask.ts';
import { accepted, type Parsed } from '../../../domain/text/parsed.ts';
import { UserError } from '../../../domain/user-error.ts';
import { credentials as step } from '../../../setup/credentials/questions.ts';
import type { Context } from '../../command/context.ts';
import { answersFor, givenIn } from './credentials-answers.ts';
import { type CredentialsCommand, type CredentialsOptions, runCredentialsCommand } from './run-credentials-command.ts';

const asked: readonly AnswerKey[] = [
  'credentials.accountSid',
  'credentials.method',
  'credentials.region',
  'credentials.store',
  'credentials.authToken',
];

export const run = (context: Context, options: CredentialsOptions & { readonly use?: true }): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async (command) => {
    const { maker, store } = await makerFor(command);
    if (isReadOnly(store)) throw notWritable(store, command.settings);
    const name = keyName(options.org, context.host);
    const { settings, sid } = await command.perform(
      createKey(
        { ...command.request, maker, name, store, use: options.use === true },
        {
          ...command.ports,
          openApiKeys: command.workspace.openApiKeys,
          openStore: command.workspace.openStore,
          sleep: context.timer.sleep,
        },
      ),
    );
    if (sid === null) return { settings, changed: true, words: `Would create a Standard API key named "${name}".` };
    const isActive = settings.credentials?.apiKeySid === sid;
    return {
      settings,
      changed: true,
      createdKey: { name, sid },
      words: isActive
        ? `Created the API key ${maskSid(sid)}. It is active now.`
        : `Created the API key ${maskSid(sid)} and stored it as standby. To switch to it, run \`smsctl credentials use ${sid}\`.`,
    };
  });

/** A unique name of at most 64 characters: Twilio cuts longer ones. */
function keyName(organization: string, host: string): string {
  const once = randomBytes(4).toString('hex');
  return `smsctl ${organization.slice(0, 20)} ${host.replace(/[^A-Za-z0-9.-]/g, '').slice(0, 24)} ${once}`;
}

/** The credential that creates the key: the Auth Token that is given, else a stored one, else one that is typed. */
async function makerFor(command: CredentialsCommand) {
  const { settings, vault } = command;
  const given = await givenIn(command);
  // Not kept in another store than the team's without a word.
  if (settings.credentials?.store === 'command' && !given.has('credentials.store'))
    throw notWritable('command', settings);
  const isGiven = given.has('credentials.authToken');
  const stored = isGiven ? undefined : storedToken(settings, given);
  const { credentials, ...others } = settings;
  const isKept = credentials?.store === 'keychain' || credentials?.store === 'file';
  // An Auth Token of another account or region is not kept.
  const isOther = credentials?.method === 'auth-token' && !isGiven && stored === undefined;
  const answers = await answersFor(command, {
    given,
    questions: step.questions.filter(({ key }) => asked.includes(key) && !(stored && key === 'credentials.authToken')),
    saved: isKept && !isOther ? settings : others,
    fixed: new Map(fixedBy(stored)),
  });
  const accountSid = answers['credentials.accountSid'] ?? '';
  const region = answers['credentials.region'];
  const store = answers['credentials.store'] ?? 'keychain';
  if (stored !== undefined) return { maker: await vault.read(stored), store };
  const secret = answers['credentials.authToken'];
  if (secret === undefined) throw new Error('No Auth Token was given, and none was missed.');
  const maker: Credential = { method: 'auth-token', accountSid, secret, ...(region !== undefined && { region }) };
  return { maker, store };
}

/** A stored Auth Token of the account and the region that are given, if any are. */
function storedToken(settings: Settings, given: ReadonlyMap<AnswerKey, Given>): CredentialSettings | undefined {
  const readAs = (key: AnswerKey, parse: (raw: string) => Parsed<string>): string | undefined => {
    const raw = given.get(key)?.raw.toString();
    if (raw === undefined) return undefined;
    const parsed = parse(raw);
    return parsed.ok ? parsed.value : raw;
  };
  const account = readAs('credentials.accountSid', parseAccountSid);
  const region = readAs('credentials.region', (raw) => (isNone(raw) ? accepted('us1') : parseRegion(raw)));
  return storedCredentials(settings).find(
    (stored) =>
      stored.method === 'auth-token' &&
      stored.accountSid === (account ?? stored.accountSid) &&
      (stored.region ?? 'us1') === (region ?? stored.region ?? 'us1'),
  );
}

/** The method, and what a stored Auth Token decides. */
function fixedBy(stored: CredentialSettings | undefined): readonly (readonly [AnswerKey, Given])[] {
  const saved = (raw: string): Given => ({ raw, source: 'saved' });
  const method = ['credentials.method', saved('auth-token')] as const;
  if (stored === undefined) return [method];
  return [
    method,
    ['credentials.accountSid', saved(stored.accountSid)],
    ['credentials.region', saved(stored.region ?? 'none')],
  ];
}

function notWritable(store: ReadOnlyStore, { credentials }: Settings): UserError {
  const hints = ['Pass `--store keychain` or `--store file`.'];
  if (store === 'env') {
    return new UserError({
      code: 'input.invalid',
      message: 'smsctl cannot store a new API key in environment variables.',
      hints,
    });
  }
  return new UserError({
    code: 'input.invalid',
    message: 'smsctl cannot store a new API key in a secret manager: it only reads there.',
    hints: [
      ...hints,
      `Or create the key in the Twilio Console under API keys & tokens. ${howToPut(credentials?.secretCommand ?? [])} Then run \`smsctl credentials set --credential-method api-key\`.`,
    ],
  });
}
