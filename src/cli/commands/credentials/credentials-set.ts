import { bringCredentials } from '../../../app/credentials/change-credentials.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { methodNames } from '../../../domain/settings/credential.ts';
import type { Context } from '../../command/context.ts';
import { answersFor, settle } from './credentials-answers.ts';
import { type CredentialsOptions, runCredentialsCommand } from './run-credentials-command.ts';

export const run = (context: Context, options: CredentialsOptions & { readonly use?: true }): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async (command) => {
    const { settings } = command;
    const fresh = await settle(command, settings, await answersFor(command, { saved: settings }));
    if (fresh === undefined) {
      return { settings, changed: false, words: 'Nothing changed: these credentials are already active.' };
    }
    const active = settings.credentials;
    const { method } = fresh.section;
    const isSameMethod = active === undefined || active.method === method;
    const as = isSameMethod || options.use === true ? 'active' : 'standby';
    const events = bringCredentials(
      { fresh, as, keepFormer: !isSameMethod, proveAgain: false },
      command.request,
      command.ports,
    );
    const words =
      as === 'active'
        ? `${methodNames[method]} is active now.`
        : `${methodNames[method]} is stored as standby. To switch to it, run \`smsctl credentials use ${method}\`.`;
    return { settings: await command.perform(events), changed: true, words };
  });
