import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Prompter } from '../../ports.ts';
import type { Inputs } from './answer-questions.ts';

interface TypedConfirmation {
  /** Of the prompt: `org.remove`. */
  readonly key: string;
  readonly organization: string;
  /** What is about to happen, as a question without its mark: `Delete the Auth Token`. */
  readonly what: string;
}

/** Asks for the organization's id, since a yes comes too easily. Resolves when it was typed; throws `Cancelled` otherwise. */
export async function typeOrganization(
  { key, organization, what }: TypedConfirmation,
  prompter: Prompter,
): Promise<void> {
  await prompter.ask({
    key,
    kind: 'text',
    message: `${what}? Type the organization's id, ${organization}`,
    problem: async (raw) =>
      raw.trim() === organization ? undefined : `Type ${organization} to go on; Ctrl-C leaves everything as it is.`,
  });
}

interface AccountChange {
  readonly organization: string;
  readonly saved: Settings;
  /** The Account SID that is to take the place of the saved one. */
  readonly accountSid: string;
  /** Said beforehand, by `--yes`. */
  readonly agreed: boolean;
  readonly inputs: Pick<Inputs, 'given' | 'prompter'>;
}

/**
 * Stands before credentials of another account: a variable of another project, or the wrong organization, is how one team's
 * SMS comes to leave from another's account. Whoever wrote `--account-sid` on the command line has typed it.
 * Throws `UserError` `credentials.other-account` where nobody can be asked, `Cancelled` where the person leaves.
 */
export async function confirmAccountChange({
  organization,
  saved: { credentials },
  accountSid,
  agreed,
  inputs: { given, prompter },
}: AccountChange): Promise<void> {
  if (credentials === undefined || credentials.accountSid === accountSid || agreed) return;
  const source = given.get('credentials.accountSid')?.source;
  if (source === '--account-sid') return;
  const what = `Replace account ${maskSid(credentials.accountSid)} by account ${maskSid(accountSid)}`;
  if (prompter !== null) return typeOrganization({ key: 'credentials.other-account', organization, what }, prompter);
  throw new UserError({
    code: 'credentials.other-account',
    message: `${organization} is set up with account ${maskSid(credentials.accountSid)}, and ${source ?? 'what was given'} names account ${maskSid(accountSid)}. Nothing was replaced.`,
    hints: [
      'Name the organization that is meant with `--org`.',
      'To replace the account, say it with `--account-sid`, or with `--yes`.',
    ],
  });
}
