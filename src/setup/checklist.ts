import type { Check, ListedCheck } from '../domain/check.ts';
import { type Headline, headlines } from '../domain/headline.ts';
import { contactChecks } from './checks/contacts.ts';
import { credentialChecks } from './checks/credentials.ts';
import { methodChecks } from './checks/method.ts';
import { numberChecks } from './checks/number.ts';
import { ownerChecks } from './checks/owner.ts';
import type { StepId } from './step.ts';

type Parts = {
  readonly [Id in StepId]: {
    readonly headline: Headline;
    readonly checks: readonly Check<`${Id}.${string}`>[];
  };
};

/**
 * What each step has to prove, in the recommended order, which is the order everywhere: wizard, checklist, status,
 * reference. Apart from what a step asks (steps.ts): most runs only look.
 */
export const parts: Parts = {
  owner: { headline: headlines.owner, checks: ownerChecks },
  number: { headline: headlines.number, checks: numberChecks },
  credentials: { headline: headlines.credentials, checks: credentialChecks },
  method: { headline: headlines.method, checks: methodChecks },
  contacts: { headline: headlines.contacts, checks: contactChecks },
};

/** Every check with the headline it stands under. */
export const checklist: readonly ListedCheck[] = Object.values(parts).flatMap(({ headline, checks }) =>
  checks.map((check) => ({ headline, ...check })),
);
