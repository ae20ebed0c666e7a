import { bringCredentials } from '../../../app/credentials/change-credentials.ts';
import type { Given } from '../../../app/setup/answer-sheet.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { programOf, secretCommandLine } from '../../../domain/settings/command-words.ts';
import { methodNames, revocations } from '../../../domain/settings/credential.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { howToPut } from '../../../domain/settings/secret-tools.ts';
import { type CredentialSettings, shareSource } from '../../../domain/settings/settings.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { type Flags, flagsOf } from '../../command/inputs.ts';
import { answersFor, settle } from './credentials-answers.ts';
import { type CredentialsOptions, runCredentialsCommand } from './run-credentials-command.ts';

export const run = (context: Context, options: CredentialsOptions): Promise<ExitCode> =>
  runCredentialsCommand(context, options, async (command) => {
    const { credentials: former, ...others } = command.settings;
    if (former === undefined) throw nothingToRotate();
    const answers = await answersFor(command, {
      // Without the former ones, so that Enter cannot keep them.
      saved: others,
      fixed: new Map(fixedBy(former, flagsOf(options))),
    });
    const fresh = await settle(command, others, answers);
    if (fresh === undefined || fresh.section.fingerprint === former.fingerprint) throw sameSecret(former);
    // The former secret is in no store any more if the new one is in its place.
    const keepFormer = !shareSource(former, fresh.section);
    const settings = await command.perform(
      bringCredentials({ fresh, as: 'active', keepFormer, proveAgain: keepFormer }, command.request, command.ports),
    );
    const isActive = `The new secret is active: ${methodNames[former.method]}.`;
    if (!keepFormer) return { settings, changed: true, words: isActive, advice: [revocations[former.method]] };
    return {
      settings,
      changed: true,
      words: `${isActive} To switch back, run \`smsctl credentials use previous\`.`,
      advice: [revocations[former.method], 'Then delete it here with `smsctl credentials remove previous`.'],
    };
  });

/** The answers that a rotation keeps: all but the secret and, if flags name others, the store and its command. */
function fixedBy(
  { accountSid, method, region, store, secretCommand }: CredentialSettings,
  flags: Flags,
): readonly (readonly [AnswerKey, Given])[] {
  const saved = (raw: string): Given => ({ raw, source: 'saved' });
  return [
    ['credentials.accountSid', saved(accountSid)],
    ['credentials.method', saved(method)],
    ['credentials.region', saved(region ?? 'none')],
    ...(flags.has('--store') ? [] : [['credentials.store', saved(store)] as const]),
    ...(flags.has('--store') || flags.has('--secret-command') || secretCommand === undefined
      ? []
      : [['credentials.secretCommand', saved(secretCommandLine(secretCommand))] as const]),
  ];
}

const nothingToRotate = (): UserError =>
  new UserError({
    code: 'credentials.none',
    message: 'No credentials are active.',
    hints: ['Store credentials with `smsctl credentials set`, or check `smsctl credentials show`.'],
  });

function sameSecret({ store, secretCommand = [] }: CredentialSettings): UserError {
  const create = 'Create a new secret in the Twilio Console under API keys & tokens';
  if (store !== 'command') {
    return new UserError({
      code: 'credentials.same',
      message: 'The new secret equals the active one. Nothing was changed.',
      hints: [`${create}.`],
    });
  }
  return new UserError({
    code: 'credentials.same',
    message: `\`${printable(programOf(secretCommand), 60)}\` still prints the active secret, and smsctl never writes there. Nothing was changed.`,
    hints: [`${create}. ${howToPut(secretCommand)} Then run this command again.`],
  });
}
