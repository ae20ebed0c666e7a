import type { ContactsReport, ContactsRequest } from '../../domain/contacts/contact-quality.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { PromptContext } from '../../domain/settings/question.ts';
import type { SecretStoreKind, Settings } from '../../domain/settings/settings.ts';
import type { SettingsStore, StoreHealth } from '../../ports.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import type { ProofPorts } from '../credentials/prove-credentials.ts';
import type { ShortFormBriefing } from '../status/short-form-briefing.ts';
import type { Answered, Inputs } from './answer-questions.ts';
import type { Change } from './changes.ts';

export interface SetupRequest {
  readonly organization: string;
  /** Absent: all steps, from the first one that is not finished. */
  readonly step?: SetupStep;
  readonly inputs: Inputs;
  /** Reads and checks everything; writes nothing. */
  readonly dryRun: boolean;
  /** Saves without a prompt what failed its check, or could not be checked. */
  readonly yes: boolean;
  readonly operator: string;
  readonly ci: boolean;
}

export interface SetupPorts extends ProofPorts {
  readonly settings: SettingsStore;
  /** Probes the stores that may be chosen, in the order of preference. */
  readonly probeStores: () => Promise<readonly StoreHealth[]>;
  readonly checkContacts: (request: ContactsRequest) => Promise<ContactsReport>;
}

export type SetupEvent =
  | { readonly type: 'stores'; readonly stores: readonly StoreHealth[]; readonly chosen: SecretStoreKind | undefined }
  /** `command`: changes one of the steps that are finished. */
  | { readonly type: 'resumed'; readonly finished: readonly SetupStep[]; readonly command: string }
  | { readonly type: 'step'; readonly step: SetupStep; readonly number: number; readonly of: number }
  | { readonly type: 'answered'; readonly answer: Answered }
  | { readonly type: 'refused'; readonly problem: string }
  | { readonly type: 'contacts'; readonly report: ContactsReport; readonly minimum: number }
  | { readonly type: 'briefing'; readonly briefing: ShortFormBriefing }
  | { readonly type: 'checked'; readonly result: CheckResult }
  | { readonly type: 'saved' | 'would-save'; readonly step: SetupStep; readonly changes: readonly Change[] }
  | { readonly type: 'unchanged' | 'carried'; readonly step: SetupStep }
  | { readonly type: 'pending'; readonly count: number };

/** The result of a walk: the settings as they are now; in a dry run, as they would be. */
export interface SetupOutcome {
  readonly settings: Settings;
  readonly changed: boolean;
  /** The credential that a dry run tried and did not save. */
  readonly credential?: Credential;
}

export interface SetupState {
  /** The settings on disk; in a dry run, as they would be. */
  readonly saved: Settings;
  /** Settled sections to save together with a later step, which proves them. */
  readonly carried: Partial<Settings>;
  readonly changed: boolean;
  /** In a dry run, the credential that was tried and not saved. */
  readonly credential?: Credential;
}

export interface StepRun {
  readonly step: SetupStep;
  /** As the steps before left it. */
  readonly state: SetupState;
  /** The stores that were probed; empty before the credentials step. */
  readonly stores: readonly StoreHealth[];
  /** True if a later step of the walk sets the credentials. */
  readonly credentialsFollow: boolean;
  readonly request: SetupRequest;
  readonly ports: SetupPorts;
}

export const draftOf = ({ saved, carried }: SetupState): Settings => ({ ...saved, ...carried });

export const promptContext = ({
  state,
  stores,
  request: { inputs, operator, ci },
}: Pick<StepRun, 'state' | 'stores' | 'request'>): PromptContext => ({
  saved: draftOf(state),
  given: new Set(inputs.given.keys()),
  stores,
  operator,
  ci,
});
