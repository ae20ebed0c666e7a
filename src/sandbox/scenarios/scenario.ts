import type { ExitCode } from '../../domain/exit-code.ts';
import type { CheckStatus } from '../../domain/readiness/check.ts';
import type { World } from '../twilio/world.ts';

/** What an organization has set up, where it differs from the usual: the account's Auth Token, its US number, US contacts. */
interface ScenarioSetup {
  readonly number?: string;
  /** Of a short code: ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly messagingService?: string;
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  readonly region?: string;
  /** Phone numbers of the contact list, as they stand there. */
  readonly contacts?: readonly string[];
  /** False: the team has not said that it knows that some messages will fail, or that SMS is short-form. */
  readonly acknowledged?: false;
  readonly shortForm?: false;
  /** What was never set up. */
  readonly lacks?: readonly ('owner' | 'number' | 'credentials' | 'method' | 'contacts')[];
  /** The method that the team confirmed, where it is another one than the one in use. */
  readonly confirmedMethod?: 'auth-token' | 'api-key';
  /** How many days ago the credentials were saved, and the contacts checked. */
  readonly savedDaysAgo?: number;
  readonly checkedDaysAgo?: number;
  /** Environment variables that are set beside the credentials. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A provider and a setup in which one thing is as it should not be, with what `verify` has to say of it. */
export interface Scenario {
  /** Lower-case words with hyphens; part of the command line. */
  readonly name: string;
  /** One sentence, without a full stop. */
  readonly about: string;
  /** 0 ready, 1 not ready, 3 unknown. */
  readonly exit: Extract<ExitCode, 0 | 1 | 3>;
  /** The check that tells it, its status, and its code: the one that a message would meet, or that the provider gave. */
  readonly decides: readonly [id: string, status: CheckStatus, code: string | null];
  readonly world: World;
  readonly setup: ScenarioSetup;
  /** Other checks that fail for the same reason. */
  readonly alsoFails: readonly string[];
}

/** What a table of scenarios holds of one: its world and, where it is not the usual one, its setup. */
export type ScenarioRow = readonly [
  name: string,
  about: string,
  exit: Scenario['exit'],
  id: string,
  status: CheckStatus,
  code: string | null,
  world: World,
  setup?: ScenarioSetup,
  alsoFails?: readonly string[],
];
