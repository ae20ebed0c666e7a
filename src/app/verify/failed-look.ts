import { ProviderError } from '../../domain/provider-error.ts';
import type { Finding, ListedCheck, Remedy } from '../../domain/readiness/check.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { UserError } from '../../domain/user-error.ts';

/** The check that reports a suspended or closed account. */
const accountCheck = 'credentials.account';

/** The finding of a check whose `look` threw this error: unknown, with the reason and what to do. */
export function unknownBecause(error: unknown, { id, findOut }: ListedCheck): Finding {
  if (!(error instanceof UserError)) {
    const remedy = { text: 'This is a bug in smsctl. Please report it with the ID of this check.', command: null };
    return { status: 'unknown', detail: 'The check failed with an internal error.', remedy };
  }
  const code = error instanceof ProviderError ? error.providerCode : undefined;
  const background = backgroundOf(error);
  if (error instanceof ProviderError && error.kind === 'suspended' && id !== accountCheck) {
    const detail = `Unknown: depends on ${accountCheck}. Twilio answers no other request for a suspended account.`;
    return { status: 'unknown', detail, remedy: remedyFrom(error), blockedBy: accountCheck };
  }
  return {
    status: 'unknown',
    detail: error.message,
    // A check may know a better way to find out than with another key.
    remedy: isUnreadable(error) && findOut !== undefined ? findOut : remedyFrom(error),
    ...(isUnreadable(error) && { unreadable: true }),
    ...(code !== undefined && { code: String(code) }),
    ...(background !== undefined && { data: { background } }),
  };
}

/** True if the credentials are valid but may not read this: the key lacks a permission, or they are a parent account's. */
function isUnreadable(error: UserError): boolean {
  if (!(error instanceof ProviderError)) return false;
  const { kind, status } = error;
  return kind === 'other-account' || (kind === 'refused' && (status === 401 || status === 403));
}

/** The text for `--verbose`: the error of the system, or the provider's page. */
function backgroundOf(error: UserError): string | undefined {
  if (error instanceof SecretStoreError) return error.systemText;
  return error instanceof ProviderError ? error.moreInfo : undefined;
}

/** An error's first hint, with the command in it. */
function remedyFrom({ hints: [hint] }: UserError): Remedy {
  const again = 'smsctl verify';
  if (hint === undefined) return { text: 'Try again later.', command: again };
  return { text: hint, command: /`(smsctl [^`]+)`/.exec(hint)?.[1] ?? null };
}
