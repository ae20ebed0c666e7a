import type { Environment } from '../../domain/environment.ts';
import type { CheckResult, CheckStatus, Remedy } from '../../domain/readiness/check.ts';
import { type Period, periodOf } from '../../domain/readiness/period.ts';
import { type Readiness, verdictOf } from '../../domain/readiness/verdict.ts';
import type { SecretStoreKind, Settings } from '../../domain/settings/settings.ts';
import { presentVariables, type ShareableNetwork, shareNetwork } from '../../domain/settings/shareable-environment.ts';
import { type ShareableSettings, shareSettings, withoutWithheld } from '../../domain/settings/shareable-settings.ts';
import { maskIdentifiers } from '../../domain/text/mask.ts';
import { UserError } from '../../domain/user-error.ts';
import type { SecretStore, SettingsStore, StoreHealth } from '../../ports.ts';
import type { VerifyPorts } from '../verify/verify.ts';
import { recalledResults } from './read-status.ts';

interface System {
  readonly smsctl: string;
  readonly node: string;
  readonly platform: string;
  readonly release: string;
  readonly arch: string;
}

/** A support bundle. It is made from an allow-list. */
export interface Support {
  readonly organization: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly versions: System;
  /** The state of each secret store. `chosen`: it has the active secret. */
  readonly stores: readonly (Pick<StoreHealth, 'kind' | 'ready' | 'problem'> & { readonly chosen: boolean })[];
  /** Null: nothing was ever saved, or the file cannot be read; `settingsProblem` says which. */
  readonly settings: ShareableSettings['values'] | null;
  /** `settings.unreadable`, …; null: there is none. */
  readonly settingsProblem: string | null;
  readonly verification: {
    readonly completedAt: string | null;
    readonly verdict: Readiness;
    readonly period: Period | null;
    readonly checks: readonly {
      readonly id: string;
      readonly status: CheckStatus;
      readonly code: string | null;
      readonly checkedAt: string | null;
      /** What was seen, without values that are not shared. Null: the check passed, or was skipped. */
      readonly detail: string | null;
      readonly remedy: Remedy | null;
      /** The check that has to pass first. Null: none. */
      readonly blockedBy: string | null;
    }[];
  };
  /** Names of the relevant environment variables that are set. */
  readonly variables: readonly string[];
  readonly network: ShareableNetwork;
  /** `twilio`, or `stand-in`. */
  readonly provider: string;
  readonly manifest: ShareableSettings['manifest'];
  readonly unknownSettings: number;
}

interface SupportRequest {
  readonly organization: string;
  readonly system: System;
  readonly env: Environment;
  readonly provider: string;
}

interface SupportPorts extends Pick<VerifyPorts, 'clock' | 'verification'> {
  readonly settings: SettingsStore;
  readonly storeKinds: readonly SecretStoreKind[];
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
}

/**
 * Reads the settings and the last verification, and probes the stores without a prompt. Does not use the provider. If the
 * settings cannot be read, the bundle says so.
 */
export async function readSupport(
  { organization, system, env, provider }: SupportRequest,
  { clock, verification, settings: store, storeKinds, openStore }: SupportPorts,
): Promise<Support> {
  const { settings, problem } = await loaded(store);
  const record = await verification.load();
  const results = await recalledResults(settings ?? {}, {
    clock,
    verification: { ...verification, load: async () => record },
  });
  const shared = shareSettings(settings ?? {});
  const chosen = settings?.credentials?.store;
  const healths = await Promise.all(storeKinds.map((kind) => openStore(kind).probe()));
  return {
    organization,
    madeAt: clock.now().toISOString(),
    versions: system,
    stores: healths.map(({ kind, ready, problem: trouble }) => ({
      kind,
      chosen: kind === chosen,
      ready,
      problem: trouble,
    })),
    settings: settings === undefined ? null : shared.values,
    settingsProblem: problem,
    verification: {
      completedAt: record?.completedAt ?? null,
      verdict: verdictOf(results),
      period: periodOf(record?.period, settings ?? {}),
      checks: results.map((result) => shareCheck(result, settings ?? {})),
    },
    variables: presentVariables(env),
    network: shareNetwork(env),
    provider: provider === 'twilio' ? 'twilio' : 'stand-in',
    manifest: shared.manifest,
    unknownSettings: shared.unknown,
  };
}

function shareCheck(result: CheckResult, settings: Settings): Support['verification']['checks'][number] {
  const { id, status, code, checkedAt, detail, remedy, blockedBy } = result;
  const share = (text: string): string => maskIdentifiers(withoutWithheld(text, settings));
  const isFine = status === 'pass' || status === 'skip';
  return {
    ...{ id, status, code, checkedAt, blockedBy, detail: isFine ? null : share(detail) },
    remedy:
      isFine || remedy === null
        ? null
        : { text: share(remedy.text), command: remedy.command === null ? null : share(remedy.command) },
  };
}

async function loaded(
  store: SettingsStore,
): Promise<{ readonly settings: Settings | undefined; readonly problem: string | null }> {
  try {
    return { settings: await store.load(), problem: null };
  } catch (error) {
    if (error instanceof UserError) return { settings: undefined, problem: error.code };
    throw error;
  }
}
