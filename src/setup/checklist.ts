import type { Check, ListedCheck } from '../domain/readiness/check.ts';
import { type Headline, headlines } from '../domain/readiness/headline.ts';
import { contactChecks } from './contacts/checks.ts';
import { credentialChecks } from './credentials/checks.ts';
import { methodChecks } from './method/checks.ts';
import { numberChecks } from './number/checks.ts';
import { ownerChecks } from './owner/checks.ts';
import type { StepId } from './step/step.ts';

/**
 * The checks of each step, in the order of the wizard, the checklist, `status` and the reference. Separate from the questions
 * (steps.ts), which `status` and `verify` do not load.
 */
const proofs: { readonly [Id in StepId]: readonly [Headline, readonly Check<`${Id}.${string}`>[]] } = {
  owner: [headlines.owner, ownerChecks],
  number: [headlines.number, numberChecks],
  credentials: [headlines.credentials, credentialChecks],
  method: [headlines.method, methodChecks],
  contacts: [headlines.contacts, contactChecks],
};

/** Every check with its headline. */
export const checklist: readonly ListedCheck[] = Object.values(proofs).flatMap(([headline, checks]) =>
  checks.map((check) => ({ headline, ...check })),
);
