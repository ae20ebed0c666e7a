import { moveStored } from '../../../app/credentials/stored-credentials.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import {
  isReadOnly,
  type ReadOnlyStore,
  type SecretStoreKind,
  storedCredentials,
  storeNames,
} from '../../../domain/settings/settings.ts';
import { didYouMean } from '../../../domain/text/nearest.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context, Workspace } from '../../command/context.ts';
import { type CredentialsOptions, runCredentialsCommand } from './run-credentials-command.ts';

export const run = (context: Context, options: CredentialsOptions, [word = '']: readonly string[]): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async ({ settings, vault, workspace, request }) => {
    const store = parseStore(word, workspace);
    const movers = storedCredentials(settings).filter((one) => one.store !== store);
    if (movers.length === 0) {
      const words =
        storedCredentials(settings).length === 0
          ? 'Nothing changed: no credentials are stored.'
          : `Nothing changed: every secret is already kept in ${storeNames[store]}.`;
      return { settings, changed: false, words };
    }
    const count = movers.length === 1 ? '1 secret' : `${movers.length} secrets`;
    if (request.dryRun) return { settings, changed: true, words: `Would move ${count} to ${storeNames[store]}.` };
    const after = await moveStored(vault, settings, store);
    return { settings: after, changed: true, words: `Moved ${count} to ${storeNames[store]}.` };
  });

type WritableStore = Exclude<SecretStoreKind, ReadOnlyStore>;

function parseStore(word: string, { storeKinds }: Workspace): WritableStore {
  const choices = storeKinds.filter((kind): kind is WritableStore => !isReadOnly(kind));
  const found = choices.find((kind) => kind === word);
  if (found !== undefined) return found;
  const refusal = refusals[word];
  throw new UserError({
    code: 'input.invalid',
    message: refusal?.message ?? `Invalid store \`${printable(word, 60)}\`.`,
    hints: [refusal?.hint ?? didYouMean(word, choices)[0], `Use one of: ${choices.join(', ')}.`].filter(
      (hint) => hint !== undefined,
    ),
  });
}

/** Why nothing can be moved to a store that is read-only. */
const refusals: Readonly<Record<string, { readonly message: string; readonly hint?: string }>> = {
  env: { message: 'smsctl never writes environment variables.' },
  command: {
    message: 'smsctl never writes to a secret manager.',
    hint: 'Put the secret in with the program of your secret manager, then run `smsctl setup credentials --store command`.',
  },
};
