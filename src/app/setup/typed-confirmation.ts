import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Prompter } from '../../ports.ts';
import type { Inputs } from './answer-sheet.ts';

interface TypedConfirmation {
  /** The prompt's key: `org.remove`. */
  readonly key: string;
  readonly organization: string;
  /** The question without its question mark: `Delete the Auth Token`. */
  readonly what: string;
}

/** Asks the person to type the organization's ID, which is harder to do by mistake than `yes`. Rejects with `Cancelled`. */
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
  /** The Account SID that replaces the saved one. */
  readonly accountSid: string;
  /** `--yes` was given. */
  readonly agreed: boolean;
  readonly inputs: Pick<Inputs, 'given' | 'prompter'>;
}

/**
 * Confirms credentials of another account. Without it, an environment variable of another project, or the wrong organization,
 * would make one team's SMS leave from another team's account. `--account-sid` on the command line counts as confirmed.
 * Rejects with `UserError` `credentials.other-account` without a prompter, and with `Cancelled`.
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
