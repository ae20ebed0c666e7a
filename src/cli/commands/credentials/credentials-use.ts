import { useCredentials } from '../../../app/credentials/change-credentials.ts';
import { findStored } from '../../../app/credentials/stored-credentials.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { methodNames } from '../../../domain/settings/credential.ts';
import type { Context } from '../../command/context.ts';
import { type CredentialsOptions, runCredentialsCommand } from './run-credentials-command.ts';

export const run = (context: Context, options: CredentialsOptions, [word = '']: readonly string[]): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async ({ settings, ports, request, perform }) => {
    const target = findStored(settings, word);
    const name = methodNames[target.method];
    if (target === settings.credentials) {
      return { settings, changed: false, words: `Nothing changed: ${name} is already active.` };
    }
    const after = await perform(useCredentials(target, request, ports));
    return {
      settings: after,
      changed: true,
      words: `${name} is active now. To switch back, run \`smsctl credentials use previous\`.`,
    };
  });
