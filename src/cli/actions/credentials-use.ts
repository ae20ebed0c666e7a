import { useCredentials } from '../../app/change-credentials.ts';
import { findStored } from '../../app/stored-credentials.ts';
import { methodNames } from '../../domain/credential.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import type { Context } from '../context.ts';
import { atDesk, type CredentialsOptions } from './credentials-desk.ts';

export const run = (context: Context, options: CredentialsOptions, [word = '']: readonly string[]): Promise<ExitCode> =>
  atDesk(context, options, async ({ settings, ports, request, follow }) => {
    const target = findStored(settings, word);
    const name = methodNames[target.method];
    if (target === settings.credentials) {
      return { settings, changed: false, words: `Nothing changed: ${name} is active already.` };
    }
    const after = await follow(useCredentials(target, request, ports));
    return {
      settings: after,
      changed: true,
      words: `${name} is the active method. \`smsctl credentials use previous\` switches back.`,
    };
  });
