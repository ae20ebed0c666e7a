import type { ExitCode } from '../../domain/exit-code.ts';
import type { CheckStatus } from '../../domain/readiness/check.ts';
import type { World } from '../twilio/world.ts';

/** How a setup differs from the default one: the account's Auth Token, its US number, US contacts. */
interface ScenarioSetup {
  readonly number?: string;
  /** Of a short code: ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly messagingService?: string;
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  readonly region?: string;
  /** Phone numbers as written in the contact list. */
  readonly contacts?: readonly string[];
  /** False: the team has not acknowledged that some messages will fail, or that SMS is short-form. */
  readonly acknowledged?: false;
  readonly shortForm?: false;
  /** The steps that were never set up. */
  readonly lacks?: readonly ('owner' | 'number' | 'credentials' | 'method' | 'contacts')[];
  /** The method that the team confirmed, if it is not the one in use. */
  readonly confirmedMethod?: 'auth-token' | 'api-key';
  /** How many days ago the credentials were saved, and the contacts checked. */
  readonly savedDaysAgo?: number;
  readonly checkedDaysAgo?: number;
  /** Further environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A provider and a setup with one fault, and the expected result of `verify`. */
export interface Scenario {
  /** Lower-case words with hyphens; part of the command line. */
  readonly name: string;
  /** One sentence, without a full stop. */
  readonly about: string;
  /** 0 ready, 1 not ready, 3 unknown. */
  readonly exit: Extract<ExitCode, 0 | 1 | 3>;
  /** The check that reports the fault, with its status and code: the provider's, or the one that a message would get. */
  readonly decides: readonly [id: string, status: CheckStatus, code: string | null];
  readonly world: World;
  readonly setup: ScenarioSetup;
  /** Other checks that fail for the same reason. */
  readonly alsoFails: readonly string[];
}

/** A row of a table of scenarios: the world, and the setup if it is not the default one. */
export type ScenarioRow = readonly [
  name: string,
  about: string,
  expected: readonly [exit: Scenario['exit'], ...decides: Scenario['decides']],
  world: World,
  setup?: ScenarioSetup,
  alsoFails?: readonly string[],
];
