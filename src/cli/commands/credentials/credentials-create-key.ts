import { randomBytes } from 'node:crypto';
import { createKey } from '../../../app/credentials/create-key.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import type { Credential } from '../../../domain/settings/credential.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { storedCredentials } from '../../../domain/settings/settings.ts';
import { maskSid } from '../../../domain/text/mask.ts';
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
    if (store === 'env') throw envNotWritable();
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
    if (sid === null) return { settings, changed: true, words: `A Standard API key named "${name}" would be made.` };
    const isActive = settings.credentials?.apiKeySid === sid;
    return {
      settings,
      changed: true,
      createdKey: { name, sid },
      words: isActive
        ? `The API key ${maskSid(sid)} was made and is in use.`
        : `The API key ${maskSid(sid)} was made and stored beside the active credentials; \`smsctl credentials use ${sid}\` switches to it.`,
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
  const stored = given.has('credentials.authToken')
    ? undefined
    : storedCredentials(settings).find(({ method }) => method === 'auth-token');
  const isKept = settings.credentials?.store === 'keychain' || settings.credentials?.store === 'file';
  const { credentials, ...others } = settings;
  const answers = await answersFor(command, {
    given,
    questions: step.questions.filter(({ key }) => asked.includes(key) && !(stored && key === 'credentials.authToken')),
    saved: credentials === undefined || isKept ? settings : others,
    fixed: new Map([['credentials.method', { raw: 'auth-token', source: 'saved' }]]),
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

const envNotWritable = (): UserError =>
  new UserError({
    code: 'input.invalid',
    message: 'A key that is made has to be kept, and environment variables are never written.',
    hints: ['Give `--store keychain` or `--store file`.'],
  });
