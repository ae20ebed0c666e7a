import type { SetupStep } from './step.ts';
import { contacts } from './steps/contacts.ts';
import { credentials } from './steps/credentials.ts';
import { method } from './steps/method.ts';
import { number } from './steps/number.ts';
import { owner } from './steps/owner.ts';

/** What is walked through, in the order of the checklist. */
export const steps: readonly SetupStep[] = [owner, number, credentials, method, contacts];
