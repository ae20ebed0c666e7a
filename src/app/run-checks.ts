import type { CheckResult, Finding, ListedCheck } from '../domain/check.ts';
import type { Facts, SavedFacts } from '../domain/facts.ts';
import { isoTime } from '../domain/iso-time.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { Cancelled, UserError } from '../domain/user-error.ts';
import type { Clock } from '../ports.ts';

interface Run {
  readonly checks: readonly ListedCheck[];
  readonly clock: Clock;
  /** Which of `checks` to report; the others are looked at only where one of these needs them. Absent: all. */
  readonly only?: ReadonlySet<string>;
}

interface LiveRun extends Run {
  readonly facts: Facts;
  readonly recall?: undefined;
}

interface OfflineRun extends Run {
  readonly facts: SavedFacts;
  /** Stands in for looking: the last result of a live check, or undefined when there is none. */
  readonly recall: (id: string) => CheckResult | undefined;
}

/**
 * Looks at all checks at once and yields their results in the list's order, each as soon as it and those before it are
 * known. What could not be looked at is `unknown`, with the reason. Rejects with `Cancelled` alone: when somebody leaves a
 * prompt that a look brings up, such as a passphrase's.
 */
export async function* runChecks(run: LiveRun | OfflineRun): AsyncGenerator<CheckResult> {
  const { checks, clock, only, recall } = run;
  const byId = new Map(checks.map((check) => [check.id, check]));
  const results = new Map<string, Promise<CheckResult>>();
  const resultOf = (check: ListedCheck): Promise<CheckResult> => {
    const known = results.get(check.id);
    if (known !== undefined) return known;
    const result = resolve(check);
    handled(result);
    results.set(check.id, result);
    return result;
  };
  const resolve = async (check: ListedCheck): Promise<CheckResult> => {
    const look = lookOf(check, run);
    if (look === undefined) return recall?.(check.id) ?? neverLooked(check);
    const started = clock.now();
    const needed = (check.needs ?? []).map((id) => byId.get(id)).filter((need) => need !== undefined);
    const offline = await Promise.all(needed.filter(({ live }) => !live).map(resultOf));
    const finding = obstacleIn(offline) ?? (await lookAhead(check.id, look, needed));
    const now = clock.now();
    return named(check, finding, now.getTime() - started.getTime(), isoTime(now));
  };

  // A look changes nothing, so that it need not wait for the looks that it rests on: one of them after the other would take
  // as many round trips as the list is deep. Its finding counts once these are known to hold.
  const lookAhead = async (id: string, look: Look, needed: readonly ListedCheck[]): Promise<Finding> => {
    const known = Promise.all(needed.map(resultOf));
    const looking = tryTo(look, id);
    handled(looking);
    return obstacleIn(await known) ?? (await looking);
  };

  const reported = checks.filter(({ id }) => only === undefined || only.has(id));
  const running = reported.map(resultOf);
  for (const result of running) yield await result;
}

type Look = () => Finding | Promise<Finding>;

/** How a check looks in this run; undefined where its last result stands in. */
function lookOf(check: ListedCheck, run: LiveRun | OfflineRun): Look | undefined {
  if (!check.live) return () => check.look(run.facts);
  return run.recall === undefined ? () => check.look(run.facts) : undefined;
}

/** Somebody waits for it, only not yet: the first of several that reject is the one that is told. */
const handled = (promise: Promise<unknown>): void => {
  promise.catch(() => {});
};

/** A check rests on what it needs: on a failure it has no meaning, on an unknown no answer. A warning is no obstacle. */
function obstacleIn(needed: readonly CheckResult[]): Finding | undefined {
  const broken = needed.find(({ status }) => status === 'fail' || status === 'skip');
  if (broken !== undefined) {
    const state = broken.status === 'fail' ? 'failed' : 'was skipped';
    return { status: 'skip', detail: `Rests on ${broken.id}, which ${state}.`, data: { restsOn: broken.id } };
  }
  const unseen = needed.find(({ status }) => status === 'unknown');
  if (unseen === undefined) return undefined;
  return {
    status: 'unknown',
    detail: `Rests on ${unseen.id}, which could not be looked at.`,
    data: { restsOn: unseen.id },
    ...(unseen.remedy !== null && { remedy: unseen.remedy }),
  };
}

/** The check that says of an account that it is suspended or closed. */
const accountCheck = 'credentials.account';

async function tryTo(look: Look, id: string): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    if (!(error instanceof UserError)) {
      const remedy = { text: 'This is a fault of smsctl: please report it with the id of this check.', command: null };
      return { status: 'unknown', detail: 'The check itself broke.', remedy };
    }
    const code = error instanceof ProviderError ? error.providerCode : undefined;
    const background = backgroundOf(error);
    if (error instanceof ProviderError && error.kind === 'suspended' && id !== accountCheck) {
      const detail = `Rests on ${accountCheck}: an account that is not active is told nothing else.`;
      return { status: 'unknown', detail, remedy: remedyFrom(error), data: { restsOn: accountCheck } };
    }
    return {
      status: 'unknown',
      detail: error.message,
      remedy: remedyFrom(error),
      ...(code !== undefined && { code: String(code) }),
      ...(background !== undefined && { data: { background } }),
    };
  }
}

/** What whoever looks deeper wants: the system's own words, or the provider's page. */
function backgroundOf(error: UserError): string | undefined {
  if (error instanceof SecretStoreError) return error.systemText;
  return error instanceof ProviderError ? error.moreInfo : undefined;
}

/** An error's first hint, with the command that stands in it. */
function remedyFrom({ hints: [hint] }: UserError) {
  const again = 'smsctl verify';
  if (hint === undefined) return { text: 'Try again later.', command: again };
  return { text: hint, command: /`(smsctl [^`]+)`/.exec(hint)?.[1] ?? null };
}

function named(check: ListedCheck, finding: Finding, durationMs: number, checkedAt: string | null): CheckResult {
  const open = finding.status === 'warn' || finding.status === 'fail' || finding.status === 'unknown';
  return {
    id: check.id,
    headline: check.headline,
    title: check.title,
    status: finding.status,
    required: check.required,
    live: check.live,
    detail: finding.detail,
    remedy: open ? (finding.remedy ?? check.remedy) : null,
    code: open ? (finding.code ?? null) : null,
    data: finding.data ?? {},
    durationMs,
    checkedAt,
  };
}

function neverLooked(check: ListedCheck): CheckResult {
  const remedy = { text: 'Look at it online.', command: 'smsctl verify' };
  const finding: Finding = { status: 'unknown', detail: 'Never looked at with this setup.', remedy };
  return named(check, finding, 0, null);
}
