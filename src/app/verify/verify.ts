import type { CountryPrices } from '../../domain/prices/country-prices.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Ambient } from '../../domain/readiness/facts.ts';
import { type Selection, selectionOf } from '../../domain/readiness/selection.ts';
import { deliveriesOf, recaller } from '../../domain/readiness/verification.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import type { Clock, OpenProvider, VerificationStore } from '../../ports.ts';
import { checklist } from '../../setup/checklist.ts';
import { runChecks } from './run-checks.ts';

export interface VerifyPorts {
  readonly clock: Clock;
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
  readonly verification: VerificationStore;
  readonly ambient: Ambient;
}

export interface VerifyRequest {
  readonly settings: Settings;
  /** Uses neither the secret store nor the provider: live checks show their last result. */
  readonly offline?: boolean;
  /** Absent: every check. */
  readonly selection?: Selection;
}

/**
 * The results of the selected checks and of those that they need, in the order of the checklist. Changes neither the settings
 * nor the provider; saves the live results for `status` and for offline runs.
 */
export async function* verify(request: VerifyRequest, ports: VerifyPorts): AsyncGenerator<CheckResult> {
  const { settings, offline = false, selection = everyCheck() } = request;
  if (offline) {
    yield* recalled(request, ports);
    return;
  }
  const { clock, verification, openProvider, readCredential, ambient } = ports;
  // Lazy: they are slow to load, and most runs are offline.
  const { collectFacts } = await import('./collect-facts.ts');
  const { pricesOf, remember, withPrices } = await import('../../domain/readiness/remember.ts');
  const record = await verification.load();
  const recorded = deliveriesOf(record, settings, clock.now());
  const results: CheckResult[] = [];
  let pricesRead: ReadonlyMap<string, CountryPrices | null> = new Map();
  const prices = {
    known: pricesOf(record, settings, clock.now()),
    onRead: (read: typeof pricesRead) => {
      pricesRead = read;
    },
  };
  const facts = collectFacts({ settings, clock, openProvider, readCredential, ambient, recorded, prices });
  for await (const result of runChecks({ checks: checklist, facts, clock, only: selection.ids, reportsNeeded: true })) {
    results.push(result);
    yield result;
  }
  // Without credentials no live check has run.
  if (settings.credentials === undefined) return;
  // Load again: a test message may have been recorded meanwhile.
  const latest = await verification.load();
  const { complete } = selection;
  const now = clock.now();
  const remembered = remember(latest, results, { settings, now, complete });
  await verification.save(pricesRead.size === 0 ? remembered : withPrices(remembered, pricesRead, settings, now));
}

/** The results offline: checks of the settings run now, live checks have their last result. */
export async function* recalled(
  { settings, selection = everyCheck() }: Omit<VerifyRequest, 'offline'>,
  { clock, verification }: Pick<VerifyPorts, 'clock' | 'verification'>,
): AsyncGenerator<CheckResult> {
  const record = await verification.load();
  const recall = recaller(record, settings);
  const now = clock.now();
  const facts = { settings, now, recorded: deliveriesOf(record, settings, now) };
  yield* runChecks({ checks: checklist, facts, recall, clock, only: selection.ids, reportsNeeded: true });
}

/**
 * The checks with these ids, without those that are skipped; all by default. Rejects with `UserError` for an unknown id, or if no
 * check is left.
 */
export async function selectChecks(named?: readonly string[], skipped: readonly string[] = []): Promise<Selection> {
  const ids = checklist.map(({ id }) => id);
  const unknown = [...(named ?? []), ...skipped].find((id) => !ids.includes(id));
  const selection = selectionOf(ids, named, skipped);
  if (unknown === undefined && selection.ids.size > 0) return selection;
  // Lazy: only these errors need the search for similar ids.
  const { noCheck, unknownCheck } = await import('./selection-errors.ts');
  throw unknown === undefined ? noCheck() : unknownCheck(unknown, ids);
}

const everyCheck = (): Selection =>
  selectionOf(
    checklist.map(({ id }) => id),
    undefined,
    [],
  );
