import { methodLimits } from '../../domain/settings/credential.ts';
import { confirmationIn } from '../../domain/settings/method-confirmation.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import { type ShownCredentials, type ShownPendingKey, showCredentials, showPendingKey } from '../status/read-status.ts';
import { unusedSecrets } from './unused-secrets.ts';

interface ReportedCredentials extends ShownCredentials {
  /** Null: us1. */
  readonly region: string | null;
  /** Whole days since they were saved. */
  readonly ageDays: number;
  /** Limits of this method, a sentence each. */
  readonly limits: readonly string[];
}

/** The credentials' life at a glance; SIDs masked, no secret read. */
export interface CredentialsReport {
  readonly active: ReportedCredentials | null;
  readonly standby: readonly ReportedCredentials[];
  /** `current`: false if it was given for another method or account than the active one. Null: not confirmed. */
  readonly confirmed: {
    readonly by: string;
    readonly at: string;
    readonly method: string;
    readonly current: boolean;
  } | null;
  /** Unused secrets that could not be deleted yet. */
  readonly pending: number;
  readonly pendingKeys: readonly ShownPendingKey[];
  /** The one thing to do now; null when there is nothing. */
  readonly next: { readonly text: string; readonly command: string | null } | null;
}

export function reportCredentials(settings: Settings, now: Date): CredentialsReport {
  const { credentials, standby = [], method: saved, pending = [], pendingKeys = [] } = settings;
  const report = (section: CredentialSettings): ReportedCredentials => ({
    ...showCredentials(section),
    region: section.region ?? null,
    ageDays: Math.max(0, Math.floor((now.getTime() - Date.parse(section.savedAt)) / 86_400_000)),
    limits: methodLimits[section.method],
  });
  return {
    active: credentials === undefined ? null : report(credentials),
    standby: standby.map(report),
    confirmed: saved === undefined ? null : confirmation(settings, saved.confirmed),
    pending: pending.length,
    pendingKeys: pendingKeys.map(showPendingKey),
    next: nextStep(settings),
  };
}

const confirmation = (
  settings: Settings,
  { by, at, method: confirmed }: NonNullable<Settings['method']>['confirmed'],
) => ({ by, at, method: confirmed, current: confirmationIn(settings) !== undefined });

function nextStep(settings: Settings): CredentialsReport['next'] {
  const { credentials, standby = [], pending = [], pendingKeys = [] } = settings;
  if (credentials === undefined) {
    const [first] = standby;
    return first === undefined
      ? { text: 'No credentials are stored.', command: 'smsctl setup credentials' }
      : {
          text: 'No credentials are active. Switch to the standby credentials.',
          command: `smsctl credentials use ${first.method}`,
        };
  }
  if (confirmationIn(settings) === undefined) {
    const text =
      settings.method === undefined
        ? 'The active credential method is not confirmed.'
        : 'The confirmation is outdated: it is for another method or account.';
    return { text, command: 'smsctl setup method' };
  }
  const [key] = pendingKeys;
  if (key !== undefined) {
    return {
      text: `The API key "${key.name}" may exist at Twilio, and nothing uses it. Delete it in the Twilio Console under API keys & tokens, then forget it here.`,
      command: 'smsctl credentials remove pending',
    };
  }
  return pending.length > 0
    ? {
        text: `${unusedSecrets(pending)} Delete or forget ${pending.length === 1 ? 'it' : 'them'}.`,
        command: 'smsctl credentials remove pending',
      }
    : null;
}
