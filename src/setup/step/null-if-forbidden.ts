import { ProviderError } from '../../domain/provider-error.ts';

/** What was asked for, or why it could not be had. Other rejections pass through. */
export async function settled<T>(asking: Promise<T>): Promise<T | ProviderError> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** Null where these credentials may not ask, or nobody answers: the finding then says less. */
export async function unlessClosed<T>(asking: Promise<T>): Promise<T | null> {
  const answer = await settled(asking);
  return answer instanceof ProviderError ? null : answer;
}
