import { contacts } from './contacts/questions.ts';
import { credentials } from './credentials/questions.ts';
import { method } from './method/questions.ts';
import { number } from './number/questions.ts';
import { owner } from './owner/questions.ts';
import type { SetupStep } from './step/step.ts';

/** The steps of the wizard, in the order of the checklist. */
export const steps: readonly SetupStep[] = [owner, number, credentials, method, contacts];
