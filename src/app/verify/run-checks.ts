import type { CheckResult, Finding, ListedCheck, OpenFinding, Remedy } from '../../domain/readiness/check.ts';
import type { Facts, SavedFacts } from '../../domain/readiness/facts.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { isoTime } from '../../domain/text/iso-time.ts';
import { Cancelled } from '../../domain/user-error.ts';
import type { Clock } from '../../ports.ts';

interface Run {
  readonly checks: readonly ListedCheck[];
  readonly clock: Clock;
  /** The ids to report; other checks run only if one of these needs them. Absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Also reports the checks that those in `only` need, and those that block them, so that a verdict can count them. */
  readonly reportsNeeded?: boolean;
}

interface LiveRun extends Run {
  readonly facts: Facts;
  readonly recall?: undefined;
}

interface OfflineRun extends Run {
  readonly facts: SavedFacts;
  /** The last result of a live check, which is not run; undefined if there is none. */
  readonly recall: (id: string) => CheckResult | undefined;
}

/**
 * Runs all checks concurrently. Yields their results in the order of the list, each as soon as it and those before it are
 * known. A check that could not be run is `unknown`, with the reason. Rejects only with `Cancelled`, if the person leaves a
 * prompt of a check, such as one for a passphrase.
 */
export async function* runChecks(run: LiveRun | OfflineRun): AsyncGenerator<CheckResult> {
  const { checks, clock, only, reportsNeeded = false, recall } = run;
  const { settings } = run.facts;
  const byId = new Map(checks.map((check) => [check.id, check]));
  const results = new Map<string, Promise<CheckResult>>();
  const neededBy = ({ needs = [] }: ListedCheck): readonly ListedCheck[] =>
    needs.map((id) => byId.get(id)).filter((need) => need !== undefined);
  const resultOf = (check: ListedCheck): Promise<CheckResult> => {
    const known = results.get(check.id);
    if (known !== undefined) return known;
    const result = resolve(check);
    ignoreRejectionForNow(result);
    results.set(check.id, result);
    return result;
  };
  const resolve = async (check: ListedCheck): Promise<CheckResult> => {
    const look = lookOf(check, run);
    if (look === undefined) return recalled(check, recall?.(check.id), run.facts);
    const started = clock.now();
    const needed = neededBy(check);
    const offline = await Promise.all(needed.filter(({ live }) => !live).map(resultOf));
    const finding = obstacleIn(offline) ?? (await lookAhead(check, look, needed));
    const now = clock.now();
    return named(check, finding, settings, now.getTime() - started.getTime(), isoTime(now));
  };

  // Checks are read-only, so they start before the checks that they need have finished; otherwise latency would grow with the
  // depth of the dependencies. The finding counts only if those hold.
  const lookAhead = async (check: ListedCheck, look: Look, needed: readonly ListedCheck[]): Promise<Finding> => {
    const known = Promise.all(needed.map(resultOf));
    const looking = tryTo(look, check);
    ignoreRejectionForNow(looking);
    return obstacleIn(await known) ?? proven(check, await looking, run);
  };

  const selected = checks.filter(({ id }) => only === undefined || only.has(id));
  const reported = reportsNeeded ? withNeeded(selected, neededBy) : new Set(selected);
  const running = checks.filter((check) => reported.has(check)).map(resultOf);
  const blockers = new Set<string>();
  for (const result of running) {
    const known = await result;
    if (known.blockedBy !== null) blockers.add(known.blockedBy);
    yield known;
  }
  if (!reportsNeeded) return;
  // A suspended account blocks checks that do not need the check of the account.
  const unreported = checks.filter((check) => blockers.has(check.id) && !reported.has(check));
  for (const check of unreported) yield await resultOf(check);
}

/** The checks and all that they need, directly or not. */
function withNeeded(
  selected: readonly ListedCheck[],
  neededBy: (check: ListedCheck) => readonly ListedCheck[],
): ReadonlySet<ListedCheck> {
  const found = new Set(selected);
  // Iterating over a set includes the elements that are added meanwhile.
  for (const check of found) for (const need of neededBy(check)) found.add(need);
  return found;
}

type Look = () => Finding | Promise<Finding>;

/** The `look` of a check in this run; undefined if its last result replaces it. */
function lookOf(check: ListedCheck, run: LiveRun | OfflineRun): Look | undefined {
  if (!check.live) return () => check.look(run.facts);
  return run.recall === undefined ? () => check.look(run.facts) : undefined;
}

/** Avoids an unhandled rejection before the promise is awaited. */
const ignoreRejectionForNow = (promise: Promise<unknown>): void => {
  promise.catch(() => {});
};

/**
 * The finding of a check that depends on a failed check or, after that, on an unknown one. A warning does not block, and
 * neither does a check that does not apply: `look` itself handles that case.
 */
function obstacleIn(needed: readonly CheckResult[]): Finding | undefined {
  const failed = needed.find(({ status, blockedBy }) => status === 'fail' || (status === 'skip' && blockedBy !== null));
  if (failed !== undefined) {
    const root = failed.blockedBy ?? failed.id;
    return { status: 'skip', detail: `Skipped: depends on ${root}.`, blockedBy: root };
  }
  const unseen = needed.find(({ status }) => status === 'unknown');
  if (unseen === undefined) return undefined;
  const root = unseen.blockedBy ?? unseen.id;
  return {
    status: 'unknown',
    detail: `Unknown: depends on ${root}.`,
    blockedBy: root,
    ...(unseen.remedy !== null && { remedy: unseen.remedy }),
  };
}

async function tryTo(look: Look, check: ListedCheck): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    // Lazy: an offline run meets no error.
    return (await import('./failed-look.ts')).unknownBecause(error, check);
  }
}

/** The finding; if it is unknown or a doubt, as the deliveries decide it. They are fetched only then. */
async function proven(check: ListedCheck, finding: Finding, run: LiveRun | OfflineRun): Promise<Finding> {
  if (!check.live || check.prove === undefined || run.recall !== undefined || !isOpen(finding)) return finding;
  return check.prove(finding, await run.facts.deliveries(), run.facts);
}

/** True if deliveries can decide the finding. */
const isOpen = (finding: Finding): finding is OpenFinding =>
  (finding.status === 'unknown' && finding.blockedBy === undefined) ||
  (finding.status === 'warn' && finding.doubt === true);

function named(
  check: ListedCheck,
  finding: Finding,
  settings: Settings,
  durationMs: number,
  checkedAt: string | null,
): CheckResult {
  const isAboutSomething = finding.status === 'warn' || finding.status === 'fail' || finding.status === 'unknown';
  const advice = finding.status === 'unknown' ? (check.findOut ?? lookInConsole) : check.remedy;
  return {
    id: check.id,
    headline: check.headline,
    title: check.title,
    status: finding.status,
    required: isRequired(check, finding, settings),
    live: check.live,
    blockedBy: finding.status === 'skip' || finding.status === 'unknown' ? (finding.blockedBy ?? null) : null,
    detail: finding.detail,
    remedy: isAboutSomething ? (finding.remedy ?? advice) : null,
    code: isAboutSomething ? (finding.code ?? null) : null,
    data: { ...finding.data, ...(finding.status === 'warn' && finding.doubt === true && { doubt: true }) },
    durationMs,
    checkedAt,
  };
}

/** An unknown result advises how to find out, and never a change of the setup. */
const lookInConsole: Remedy = { text: 'Check it in the Twilio Console, or try again later.', command: 'smsctl verify' };

function isRequired({ required, excusesKeys }: ListedCheck, finding: Finding, settings: Settings): boolean {
  if (finding.status === 'unknown' && finding.required === true) return true;
  if (finding.status === 'unknown' && finding.unreadable === true && excusesKeys === true) return false;
  return typeof required === 'boolean' ? required : required.holds(settings);
}

/** The last result of a live check, decided again by the messages that were recorded since. */
async function recalled(check: ListedCheck, last: CheckResult | undefined, facts: SavedFacts): Promise<CheckResult> {
  if (last === undefined) {
    const remedy = { text: 'Verify online.', command: 'smsctl verify' };
    const finding: Finding = { status: 'unknown', detail: 'Not run with this setup yet.', remedy };
    return named(check, finding, facts.settings, 0, null);
  }
  const { status, detail, code, data, remedy, blockedBy, durationMs, checkedAt } = last;
  if (!check.live || check.prove === undefined || blockedBy !== null) return last;
  if (status !== 'unknown' && !(status === 'warn' && data.doubt === true)) return last;
  const finding: OpenFinding = {
    status,
    detail,
    data,
    ...(remedy !== null && { remedy }),
    ...(code !== null && { code }),
  };
  if (facts.recorded.length === 0) return last;
  const judged = await check.prove(finding, facts.recorded, facts);
  return judged === finding ? last : named(check, judged, facts.settings, durationMs, checkedAt);
}
