import type { Problem } from '../../domain/application/configuration.ts';
import type { Finding } from '../../domain/readiness/check.ts';
import type { ApplicationFacts, SavedFacts } from '../../domain/readiness/facts.ts';

/** The application of a run for one. */
export function applicationOf({ application }: SavedFacts): ApplicationFacts {
  if (application === undefined) throw new Error('This run is for an organization.');
  return application;
}

/** The finding about values: all problems, the fatal ones first. `good` is its text without problems, and precedes warnings. */
export function findingFor(problems: readonly Problem[], good: string): Finding {
  if (problems.length === 0) return { status: 'pass', detail: good };
  const sorted = problems.toSorted((one, other) => Number(other.isFatal) - Number(one.isFatal));
  const isFatal = sorted.some((problem) => problem.isFatal);
  return {
    status: isFatal ? 'fail' : 'warn',
    detail: [...(isFatal ? [] : [good]), ...sorted.map(({ detail }) => detail)].join(' '),
    remedy: { text: sentences([...new Set(sorted.map(({ remedy }) => remedy))]), command: null },
    data: { problems: [...new Set(sorted.map(({ id }) => id))].join(',') },
  };
}

/** A text that ends with a command has no full stop, unless another follows. */
const sentences = (texts: readonly string[]): string =>
  texts.map((text, at) => (at < texts.length - 1 && !text.endsWith('.') ? `${text}.` : text)).join(' ');
