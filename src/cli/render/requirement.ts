import type { Check } from '../../domain/readiness/check.ts';

/** Whether an unknown result changes the verdict, as a sentence. */
export function requirementWords({ required, excusesKeys }: Check): string {
  const unless = excusesKeys === true ? ', unless this kind of key has no permission to read it' : '';
  if (typeof required === 'object') return `Required for a "ready" verdict if ${required.words}${unless}.`;
  return required
    ? `Required for a "ready" verdict${unless}.`
    : 'Optional: an unknown result does not change the verdict.';
}
