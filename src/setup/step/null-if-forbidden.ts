import { ProviderError } from '../../domain/provider-error.ts';

/** The answer, or the provider's error. Other rejections pass through. */
export async function answerOrError<T>(asking: Promise<T>): Promise<T | ProviderError> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** The answer; null if these credentials may not ask, or no answer came. For details that a finding can do without. */
export async function nullIfForbidden<T>(asking: Promise<T>): Promise<T | null> {
  const answer = await answerOrError(asking);
  return answer instanceof ProviderError ? null : answer;
}
