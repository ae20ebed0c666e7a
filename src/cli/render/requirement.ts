import type { Check } from '../../domain/readiness/check.ts';

/** Whether an unknown result changes the verdict, as a sentence. */
export function requirementWords({ required, excusesKeys }: Check): string {
  const unless = excusesKeys === true ? ', unless the only reason is that this kind of key may not read it' : '';
  if (typeof required === 'object') return `Required for a "ready" verdict if ${required.words}${unless}.`;
  return required ? `Required for a "ready" verdict${unless}.` : 'Optional: an unknown does not change the verdict.';
}
