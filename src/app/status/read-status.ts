import { textableShare } from '../../domain/contacts/contact-quality.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import { type Period, periodOf } from '../../domain/readiness/period.ts';
import { mostUrgent, type Readiness, type Summary, summarize, verdictOf } from '../../domain/readiness/verdict.ts';
import { programOf } from '../../domain/settings/command-words.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import { confirmationIn } from '../../domain/settings/method-confirmation.ts';
import {
  type CredentialSettings,
  type PendingKey,
  type Settings,
  storeNameOf,
} from '../../domain/settings/settings.ts';
import { maskIdentifiers, maskSender, maskSid } from '../../domain/text/mask.ts';
import type { VerificationStore } from '../../ports.ts';
import { shortFormState } from '../../setup/contacts/short-form.ts';
import { recalled, type VerifyPorts } from '../verify/verify.ts';

/** Credentials to show: SIDs are masked. */
export interface ShownCredentials {
  readonly accountSid: string;
  readonly method: string;
  readonly methodName: string;
  readonly apiKeySid: string | null;
  readonly store: string;
  readonly storeName: string;
  /** The program that prints the secret. Null: the store is not `command`. */
  readonly program: string | null;
  readonly savedAt: string;
}

export interface ShownPendingKey {
  /** Its name in the provider's console. */
  readonly name: string;
  /** Null: the provider's answer never came. */
  readonly sid: string | null;
  readonly requestedAt: string;
}

/** The status for support. Identifiers are masked, and no secret is read. Absent parts are null. */
export interface Status {
  readonly organization: string;
  readonly configured: boolean;
  readonly owner: { readonly team: string; readonly contact: string } | null;
  readonly number: {
    readonly sender: string;
    readonly kind: string;
    readonly country: string | null;
    readonly type: string | null;
  } | null;
  readonly credentials: ShownCredentials | null;
  /** Stored beside the active ones, to switch to with `smsctl credentials use previous`. */
  readonly standby: readonly ShownCredentials[];
  readonly method: { readonly confirmedBy: string; readonly confirmedAt: string; readonly current: boolean } | null;
  readonly contacts: {
    readonly name: string;
    readonly rows: number;
    readonly textable: number;
    readonly share: number;
    readonly minimum: number;
    readonly checkedAt: string;
  } | null;
  /** Null: not acknowledged. */
  readonly acknowledgements: {
    readonly contacts: { readonly by: string; readonly at: string } | null;
    /** `current`: false if it was given for another sender or method, or does not record them. */
    readonly shortForm: { readonly by: string; readonly at: string; readonly current: boolean } | null;
  };
  /** Unused secrets that could not be deleted yet. */
  readonly pending: number;
  /** API keys that may exist at the provider and that nothing uses. */
  readonly pendingKeys: readonly ShownPendingKey[];
  readonly verification: {
    /** When all live checks last ran. Null: never. */
    readonly completedAt: string | null;
    readonly verdict: Readiness;
    readonly summary: Summary;
    /** Null: no complete verification of this sender and account was ready or not ready. */
    readonly period: Period | null;
  };
  /** The most urgent step; null if there is none. */
  readonly next: { readonly check: string; readonly text: string; readonly command: string | null } | null;
}

interface StatusPorts {
  readonly clock: VerifyPorts['clock'];
  readonly verification: VerificationStore;
}

/** Offline: no keychain, no network. Writes nothing. */
export async function readStatus(
  organization: string,
  saved: Settings | undefined,
  { clock, verification }: StatusPorts,
): Promise<Status> {
  const settings = saved ?? {};
  const record = await verification.load();
  const results = await recalledResults(settings, {
    clock,
    verification: { ...verification, load: async () => record },
  });
  const urgent = mostUrgent(results);
  return {
    organization,
    configured: saved !== undefined,
    owner: settings.owner ?? null,
    ...sections(settings),
    acknowledgements: acknowledgementsIn(settings),
    pending: settings.pending?.length ?? 0,
    pendingKeys: (settings.pendingKeys ?? []).map(showPendingKey),
    verification: {
      completedAt: record?.completedAt ?? null,
      verdict: verdictOf(results),
      summary: summarize(results),
      period: periodOf(record?.period, settings),
    },
    next: urgent === undefined ? null : saved === undefined ? firstStep(urgent) : nextStep(urgent),
  };
}

/** The result of every check offline: live checks have their last result. */
export async function recalledResults(settings: Settings, ports: StatusPorts): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of recalled({ settings }, ports)) results.push(result);
  return results;
}

const firstStep = ({ id }: CheckResult) => ({ check: id, text: 'Set up SMS, step by step.', command: 'smsctl setup' });

const nextStep = ({ id, detail, remedy }: CheckResult) => ({
  check: id,
  text: maskIdentifiers(`${detail} ${remedy?.text ?? ''}`.trim()),
  command: remedy?.command ?? null,
});

export const showCredentials = ({
  accountSid,
  method: signsIn,
  apiKeySid,
  store,
  secretCommand,
  savedAt,
}: CredentialSettings): ShownCredentials => ({
  accountSid: maskSid(accountSid),
  method: signsIn,
  methodName: methodNames[signsIn],
  apiKeySid: apiKeySid === undefined ? null : maskSid(apiKeySid),
  store,
  storeName: storeNameOf({ store, ...(secretCommand && { secretCommand }) }),
  program: secretCommand === undefined ? null : programOf(secretCommand),
  savedAt,
});

export const showPendingKey = ({ name, sid, requestedAt }: PendingKey): ShownPendingKey => ({
  name,
  sid: sid === undefined ? null : maskSid(sid),
  requestedAt,
});

function acknowledgementsIn(settings: Settings): Status['acknowledgements'] {
  const { acknowledged, shortForm } = settings.contacts ?? {};
  return {
    contacts: acknowledged === undefined ? null : { by: acknowledged.by, at: acknowledged.at },
    shortForm:
      shortForm === undefined
        ? null
        : { by: shortForm.by, at: shortForm.at, current: shortFormState(settings) === 'current' },
  };
}

function sections(settings: Settings): Pick<Status, 'number' | 'credentials' | 'standby' | 'method' | 'contacts'> {
  const { number, credentials, standby = [], method: confirmation, contacts } = settings;
  return {
    number: number
      ? {
          sender: maskSender(number.sender),
          kind: number.kind,
          country: number.country ?? null,
          type: number.type ?? null,
        }
      : null,
    credentials: credentials ? showCredentials(credentials) : null,
    standby: standby.map(showCredentials),
    method: confirmation
      ? {
          confirmedBy: confirmation.confirmed.by,
          confirmedAt: confirmation.confirmed.at,
          current: confirmationIn(settings) !== undefined,
        }
      : null,
    contacts: contacts
      ? {
          name: contacts.result.name,
          rows: contacts.result.rows,
          textable: contacts.result.textable,
          share: textableShare(contacts.result),
          minimum: contacts.minimum,
          checkedAt: contacts.result.checkedAt,
        }
      : null,
  };
}
