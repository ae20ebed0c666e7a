import { findStored, removeStored } from '../../../app/credentials/stored-credentials.ts';
import { typeOrganization } from '../../../app/setup/typed-confirmation.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { isAbsent } from '../../../domain/secret-store-error.ts';
import { revocations } from '../../../domain/settings/credential.ts';
import { type SecretRef, type Settings, storedCredentials, storeNames } from '../../../domain/settings/settings.ts';
import { counted } from '../../../domain/text/counts.ts';
import { cannotAsk, passYes, UserError } from '../../../domain/user-error.ts';
import type { StoreHealth } from '../../../ports.ts';
import type { Context } from '../../command/context.ts';
import { credentialName } from './credentials-text.ts';
import {
  type CommandOutcome,
  type CredentialsCommand,
  type CredentialsOptions,
  runCredentialsCommand,
} from './run-credentials-command.ts';

export const run = (context: Context, options: CredentialsOptions, [word = '']: readonly string[]): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async (command) => {
    const { settings, vault, request } = command;
    if (word === 'pending') return forgetLeftOver(command);
    const named = settings.pending?.find(({ key }) => key === word);
    if (named !== undefined) return forgetNamed(command, named);
    const targets = word === 'all' ? storedCredentials(settings) : [findStored(settings, word)];
    if (targets.length === 0) return { settings, changed: false, words: 'Nothing changed: no credentials are stored.' };
    const names = targets.map(credentialName).join(' and ');
    const advice = [...new Set(targets.map(({ method }) => revocations[method]))];
    if (request.dryRun) return { settings, changed: true, words: `Would delete ${names}.`, advice };
    await confirm(command, `Delete ${names}`);
    const after = await removeStored(vault, targets);
    const isActiveGone = settings.credentials !== undefined && after.credentials === undefined;
    const left = isActiveGone ? ' No credentials are active now, so SMS cannot be sent.' : '';
    return { settings: after, changed: true, removes: true, words: `Deleted ${names}.${left}`, advice };
  });

/**
 * Forgets API keys that the person deleted in the console, and unused secrets whose store is not on this machine. Other unused
 * secrets were deleted before, if possible. Throws `UserError` if only secrets are left that could not be deleted.
 */
async function forgetLeftOver(command: CredentialsCommand): Promise<CommandOutcome> {
  const { settings, vault, request } = command;
  const { pendingKeys = [], pending = [] } = settings;
  const names = pendingKeys.map(({ name }) => `"${name}"`).join(', ');
  const keys = pendingKeys.length === 1 ? 'the API key' : 'the API keys';
  if (pendingKeys.length + pending.length === 0) {
    return { settings, changed: false, words: 'Nothing to clean up.' };
  }
  if (request.dryRun) {
    const what = [...(names === '' ? [] : [`${keys} ${names}`]), ...secretsIn(pending)].join(' and ');
    return { settings, changed: true, words: `Would delete or forget ${what}.` };
  }
  const { lost, kept } = await secretsByStore(command);
  if (pendingKeys.length + lost.length === 0) throw stillStored(pending, kept);
  const keyWords = names === '' ? [] : [`${keys} ${names}, which you deleted in the Twilio Console`];
  const secretWords = secretsIn(lost).map((words) => `${words}, which is not available on this machine`);
  await confirm(command, `Forget ${[...keyWords, ...secretWords].join(', and ')}`);
  if (lost.length > 0) await vault.forget(lost);
  const gone = new Set(pendingKeys.map(({ name }) => name));
  const after = await command.workspace.settings.update(({ pendingKeys: now = [], ...current }: Settings) => {
    const left = now.filter(({ name }) => !gone.has(name));
    return left.length === 0 ? current : { ...current, pendingKeys: left };
  });
  const forgotten = [...(names === '' ? [] : [`${keys} ${names}`]), ...secretsIn(lost)].join(' and ');
  return {
    settings: after,
    changed: true,
    words: `Forgot ${forgotten}.`,
    advice: kept.map(({ sentence }) => sentence),
  };
}

/** Forgets one unused secret without deleting it. Otherwise a secret in a store that stays locked would be listed for ever. */
async function forgetNamed(command: CredentialsCommand, ref: SecretRef): Promise<CommandOutcome> {
  const { settings, vault, request } = command;
  const what = `the unused secret ${ref.key}, which may remain in ${storeNames[ref.store]}`;
  if (request.dryRun) return { settings, changed: true, words: `Would delete or forget ${what}.` };
  await confirm(command, `Forget ${what}`);
  return { settings: await vault.forget([ref]), changed: true, words: `Forgot ${what}.` };
}

/** The unused secrets that are left, those in stores that are not on this machine apart; `kept`: the state of the others. */
async function secretsByStore({ settings: { pending = [] }, workspace: { openStore } }: CredentialsCommand) {
  const kinds = [...new Set(pending.map(({ store }) => store))];
  const healths = await Promise.all(kinds.map((kind) => openStore(kind).probe()));
  const absent = healths.filter(({ problem }) => isAbsent(problem)).map(({ kind }) => kind);
  return {
    lost: pending.filter(({ store }) => absent.includes(store)),
    kept: healths.filter(({ kind }) => !absent.includes(kind)),
  };
}

/** `2 unused secrets in the OS keychain`, a store each. */
const secretsIn = (refs: readonly SecretRef[]): readonly string[] =>
  [...new Set(refs.map(({ store }) => store))].map((kind) => {
    const count = refs.filter(({ store }) => store === kind).length;
    return `${counted(count, 'unused secret')} in ${storeNames[kind]}`;
  });

const stillStored = (pending: readonly SecretRef[], kept: readonly StoreHealth[]): UserError =>
  new UserError({
    code: 'credentials.still-stored',
    message: `Could not delete ${secretsIn(pending).join(' and ')}. ${kept.map(({ sentence }) => sentence).join(' ')}`,
    hints: [
      ...kept.flatMap(({ nextStep }) => (nextStep === null ? [] : [nextStep])),
      'Then run `smsctl credentials remove pending`.',
      ...pending.map(({ key }) => `To forget it without deleting it, run \`smsctl credentials remove ${key}\`.`),
    ],
    exit: exitCode.unknown,
  });

/** Throws `UserError` without a prompter. */
async function confirm({ prompter, options: { org, yes } }: CredentialsCommand, what: string): Promise<void> {
  if (yes === true) return;
  if (prompter === null) throw cannotAsk('Confirmation required: this cannot be undone', passYes);
  await typeOrganization({ key: 'remove.organization', organization: org, what }, prompter);
}
