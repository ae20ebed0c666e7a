import { summarize } from '../../domain/readiness/verdict.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Clock, SettingsStore, VerificationStore } from '../../ports.ts';
import { readStatus, type ShownCredentials, type Status } from './read-status.ts';

/** The status of one of several organizations. Identifiers are masked. */
export interface OverviewRow
  extends Pick<Status, 'organization' | 'configured' | 'owner' | 'number' | 'verification' | 'next'> {
  readonly credentials: Pick<ShownCredentials, 'accountSid' | 'method' | 'methodName'> | null;
  /** Why the settings cannot be read. Null: they can. */
  readonly problem: Pick<UserError, 'code' | 'message' | 'hints'> | null;
}

interface Opened {
  readonly settings: SettingsStore;
  readonly verification: VerificationStore;
}

/** The status of each organization, in the same order, offline. Settings that cannot be read become a row with a `problem`. */
export function readOverview(
  organizations: readonly string[],
  open: (organization: string) => Opened,
  clock: Clock,
): Promise<readonly OverviewRow[]> {
  return Promise.all(organizations.map((organization) => rowOf(organization, open(organization), clock)));
}

async function rowOf(organization: string, { settings, verification }: Opened, clock: Clock): Promise<OverviewRow> {
  try {
    const status = await readStatus(organization, await settings.load(), { clock, verification });
    const { configured, owner, number, credentials, next } = status;
    return {
      ...{ organization, configured, owner, number, verification: status.verification, next, problem: null },
      credentials: credentials && {
        accountSid: credentials.accountSid,
        method: credentials.method,
        methodName: credentials.methodName,
      },
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unreadable(organization, error);
  }
}

const unreadable = (organization: string, { code, message, hints }: UserError): OverviewRow => ({
  ...{ organization, configured: true, owner: null, number: null, credentials: null, next: null },
  verification: { completedAt: null, verdict: 'unknown', summary: summarize([]), period: null },
  problem: { code, message, hints },
});
