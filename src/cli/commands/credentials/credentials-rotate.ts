import { bringCredentials } from '../../../app/credentials/change-credentials.ts';
import type { Given } from '../../../app/setup/answer-sheet.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { methodNames, revocations } from '../../../domain/settings/credential.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import type { CredentialSettings } from '../../../domain/settings/settings.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { flagsOf } from '../../command/inputs.ts';
import { answersFor, settle } from './credentials-answers.ts';
import { type CredentialsOptions, runCredentialsCommand } from './run-credentials-command.ts';

export const run = (context: Context, options: CredentialsOptions): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async (command) => {
    const { credentials: former, ...others } = command.settings;
    if (former === undefined) throw nothingToRotate();
    const answers = await answersFor(command, {
      // Without the former ones, so that Enter cannot keep them.
      saved: others,
      fixed: new Map(fixedBy(former, flagsOf(options).has('--store'))),
    });
    const fresh = await settle(command, others, answers);
    if (fresh === undefined || fresh.section.fingerprint === former.fingerprint) throw sameSecret();
    const settings = await command.perform(
      bringCredentials({ fresh, as: 'active', keepFormer: true, proveAgain: true }, command.request, command.ports),
    );
    return {
      settings,
      changed: true,
      words: `The new secret is active: ${methodNames[former.method]}. To switch back, run \`smsctl credentials use previous\`.`,
      advice: [revocations[former.method], 'Then delete it here with `smsctl credentials remove previous`.'],
    };
  });

/** The answers that a rotation keeps: all but the secret and, if `--store` is given, the store. */
function fixedBy(
  { accountSid, method, region, store }: CredentialSettings,
  movesStore: boolean,
): readonly (readonly [AnswerKey, Given])[] {
  const saved = (raw: string): Given => ({ raw, source: 'saved' });
  return [
    ['credentials.accountSid', saved(accountSid)],
    ['credentials.method', saved(method)],
    ['credentials.region', saved(region ?? 'none')],
    ...(movesStore ? [] : [['credentials.store', saved(store)] as const]),
  ];
}

const nothingToRotate = (): UserError =>
  new UserError({
    code: 'credentials.none',
    message: 'No credentials are active.',
    hints: ['Store credentials with `smsctl credentials set`, or check `smsctl credentials show`.'],
  });

const sameSecret = (): UserError =>
  new UserError({
    code: 'credentials.same',
    message: 'The new secret equals the active one. Nothing was changed.',
    hints: ['Create a new secret in the Twilio Console under API keys & tokens.'],
  });
