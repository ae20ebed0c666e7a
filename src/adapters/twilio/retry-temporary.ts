import { ProviderError, type ProviderErrorKind } from '../../domain/provider-error.ts';
import type { Timer } from '../../ports.ts';

const temporaryKinds: readonly ProviderErrorKind[] = ['unreachable', 'unavailable', 'rate-limited'];
const longestPauseMs = 15_000;

/** Retries work with exponential backoff after temporary failures, until a deadline that all work shares. */
export function retryingTemporary(
  waitMs: number,
  { now, sleep }: Timer,
  onWait: ((error: ProviderError) => void) | undefined,
) {
  let endsAt: number | undefined;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    endsAt ??= now() + waitMs;
    for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await work();
      } catch (error) {
        const isTemporary = error instanceof ProviderError && temporaryKinds.includes(error.kind);
        const leftMs = endsAt - now();
        const askedMs = error instanceof ProviderError ? (error.retryAfterMs ?? 0) : 0;
        if (!isTemporary || leftMs <= 0 || askedMs > leftMs) throw error;
        onWait?.(error);
        await sleep(Math.min(Math.max(pauseMs, askedMs), leftMs));
      }
    }
  };
}
