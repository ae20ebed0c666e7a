import type { MessageRecord } from '../../domain/deliveries/message-record.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Provider, Timer } from '../../ports.ts';
import { type OverviewRead, type OverviewRequest, readOverview } from './read-overview.ts';

/** What one look at the messages shows. */
export type Look =
  | {
      readonly kind: 'read';
      readonly read: OverviewRead;
      /** Failures that no look before has shown, oldest first. */
      readonly failures: readonly MessageRecord[];
    }
  | { readonly kind: 'trouble'; readonly error: ProviderError };

interface FollowRequest extends Omit<OverviewRequest, 'span' | 'now' | 'onFailure'> {
  /** In milliseconds since 1970. */
  readonly since: number;
}

interface FollowPorts {
  readonly provider: Pick<Provider, 'messages' | 'alerts'>;
  readonly now: () => Date;
  readonly timer: Timer;
  /** Aborted when the user has seen enough. */
  readonly signal: AbortSignal;
}

/** Between two looks, in milliseconds. */
const pauseMs = 15_000;
/** A look rests at least as many times as long as it took, so that it never takes most of the account's requests. */
const restFactor = 4;

/** Failures of the credentials, which do not pass by themselves. */
const lasting: readonly string[] = ['rejected', 'refused', 'test-credentials', 'suspended', 'not-found'];

/**
 * Looks at all messages since a time, again and again, until the signal. The provider's list lags, and a message may fail long after it
 * was sent: each look reads the whole span, and tells failures apart by their SIDs. Rejects with `ProviderError` if the credentials do
 * not work, or if the first look fails.
 */
export async function* followFailures(
  { since, ...request }: FollowRequest,
  { provider, now, timer, signal }: FollowPorts,
): AsyncGenerator<Look> {
  const shown = new Set<string>();
  for (let first = true; !signal.aborted; first = false) {
    const startedAt = timer.now();
    try {
      const failures: MessageRecord[] = [];
      const span = { since, until: now().getTime() };
      const onFailure = (message: MessageRecord): void => {
        if (!shown.has(message.sid)) failures.push(message);
        shown.add(message.sid);
      };
      const read = await readOverview(provider, { ...request, span, now: now(), onFailure });
      if (signal.aborted) return;
      yield { kind: 'read', read, failures: failures.reverse() };
    } catch (error) {
      if (!(error instanceof ProviderError) || first || lasting.includes(error.kind)) throw error;
      yield { kind: 'trouble', error };
    }
    try {
      await timer.sleep(Math.max(pauseMs, (timer.now() - startedAt) * restFactor), signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
  }
}
