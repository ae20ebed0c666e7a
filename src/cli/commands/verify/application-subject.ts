import { verifyApplication } from '../../../app/verify/verify-application.ts';
import type { Configuration } from '../../../domain/application/configuration.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { maskSid } from '../../../domain/text/mask.ts';
import { readApplication } from '../../command/application-source.ts';
import type { Context } from '../../command/context.ts';
import { copyableBy } from '../../command/copyable.ts';
import { styleFor, wrap } from '../../render/style.ts';
import type { Subject } from './verify-source.ts';

/** The configuration of an application, in the environment or in a file. Opens no settings. */
export async function applicationSubject(
  context: Context,
  { dotenv, envFile }: { readonly dotenv?: string; readonly envFile?: string },
  selection: Selection,
): Promise<Subject> {
  const file = dotenv ?? envFile;
  const configuration = await readApplication(context, file, { readByNode: envFile !== undefined });
  const { clock } = context;
  return {
    header: applicationLine(configuration, styleFor(context.err, context).columns),
    source: {
      kind: file === undefined ? 'environment' : 'env-file',
      file: file ?? null,
      variables: configuration.used,
    },
    copyable: copyableBy(verifying(configuration.place.command)),
    canBeReady: false,
    results: ({ openProvider, ambient }) =>
      verifyApplication(
        { configuration, selection },
        { clock, openProvider, ambient: file === undefined ? {} : ambient },
      ),
  };
}

/** Makes `smsctl verify` the command that verifies the same configuration. */
const verifying =
  (command: string) =>
  (each: string): string =>
    /^smsctl verify(?! --(?:env|dotenv))\b/.test(each) ? each.replace('smsctl verify', command) : each;

/** `Configuration in app.env, account ACaa…aaaa: TWILIO_ACCOUNT_SID, …`: the variables that are verified. */
function applicationLine({ place, credential, used }: Configuration, columns: number): string {
  const account = credential === undefined ? '' : `, account ${maskSid(credential.accountSid)}`;
  const names = [...new Set(used.map(({ name }) => name))].join(', ');
  return `${wrap(`Configuration in ${place.name}${account}${names === '' ? '' : `: ${names}`}`, columns, 2).trimStart()}\n`;
}
