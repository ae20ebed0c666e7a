import type { Check } from '../domain/check.ts';
import type { SetupStep } from './step.ts';
import { contacts } from './steps/contacts.ts';
import { credentials } from './steps/credentials.ts';
import { method } from './steps/method.ts';
import { number } from './steps/number.ts';
import { owner } from './steps/owner.ts';

/** The list. Its order is the recommended one, and the order everywhere: wizard, checklist, status, reference. */
export const steps: readonly SetupStep[] = [owner, number, credentials, method, contacts];

/** Every check, in the order of the steps. */
export const checks: readonly Check[] = steps.flatMap((step) => step.checks);
