import { findStored, removeStored } from '../../app/stored-credentials.ts';
import { typeOrganization } from '../../app/typed-confirmation.ts';
import { revocations } from '../../domain/credential.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import { type Settings, storedCredentials } from '../../domain/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Context } from '../context.ts';
import { credentialName } from '../render/credentials-text.ts';
import { atDesk, type CredentialsOptions, type Desk, type Done } from './credentials-desk.ts';

export const run = (context: Context, options: CredentialsOptions, [word = '']: readonly string[]): Promise<ExitCode> =>
  atDesk(context, options, async (desk) => {
    const { settings, vault, request } = desk;
    if (word === 'pending') return forgetPendingKeys(desk, options);
    const targets = word === 'all' ? storedCredentials(settings) : [findStored(settings, word)];
    if (targets.length === 0) return { settings, changed: false, words: 'Nothing changed: no credentials are stored.' };
    const names = targets.map(credentialName).join(' and ');
    const advice = [...new Set(targets.map(({ method }) => revocations[method]))];
    if (request.dryRun) return { settings, changed: true, words: `Would delete ${names}.`, advice };
    await confirm(desk, options, `Delete ${names}`);
    const after = await removeStored(vault, targets);
    const isActiveGone = settings.credentials !== undefined && after.credentials === undefined;
    const left = isActiveGone ? ' No credentials are active now: nothing can be sent.' : '';
    return { settings: after, changed: true, removes: true, words: `Deleted: ${names}.${left}`, advice };
  });

async function forgetPendingKeys(
  { settings, workspace, request, ...desk }: Desk,
  options: CredentialsOptions,
): Promise<Done> {
  const { pendingKeys = [] } = settings;
  if (pendingKeys.length === 0) return { settings, changed: false, words: 'Nothing changed: no API key is left over.' };
  const names = pendingKeys.map(({ name }) => `"${name}"`).join(', ');
  if (request.dryRun) return { settings, changed: true, words: `Would forget the API keys ${names}.` };
  await confirm(
    { ...desk, settings, workspace, request },
    options,
    `Forget the API keys ${names}, which you deleted in the console`,
  );
  const gone = new Set(pendingKeys.map(({ name }) => name));
  const after = await workspace.settings.update(({ pendingKeys: now = [], ...current }: Settings) => {
    const left = now.filter(({ name }) => !gone.has(name));
    return left.length === 0 ? current : { ...current, pendingKeys: left };
  });
  return { settings: after, changed: true, words: `Forgotten: ${names}.` };
}

/** Throws `UserError` where nobody can be asked. */
async function confirm({ prompter }: Desk, { org, yes }: CredentialsOptions, what: string): Promise<void> {
  if (yes === true) return;
  if (prompter === null) {
    throw new UserError({
      code: 'input.missing',
      message: 'Deleting credentials needs a yes, and there is nobody to ask.',
      hints: ['Say it with `--yes`.'],
    });
  }
  await typeOrganization({ key: 'remove.organization', organization: org, what }, prompter);
}
