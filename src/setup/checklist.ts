import type { ListedCheck } from '../domain/readiness/check.ts';
import { contactsProof } from './contacts/checks.ts';
import { credentialsProof } from './credentials/checks.ts';
import { methodProof } from './method/checks.ts';
import { numberProof } from './number/checks.ts';
import { ownerProof } from './owner/checks.ts';

/**
 * Every check with its headline, in the order of the wizard, the checklist, `status` and the reference. Separate from the
 * questions (steps.ts), which `status` and `verify` do not load.
 */
export const checklist: readonly ListedCheck[] = [
  ownerProof,
  numberProof,
  credentialsProof,
  methodProof,
  contactsProof,
].flatMap(({ headline, checks }) => checks.map((check) => ({ headline, ...check })));
