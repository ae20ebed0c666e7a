import type { ContactsReport, ContactsRequest } from '../../domain/contacts/contact-quality.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { AnswerKey, PromptContext } from '../../domain/settings/question.ts';
import type { SecretRef, Settings } from '../../domain/settings/settings.ts';
import type { ListColumns } from '../../domain/settings/suggested-answers.ts';
import type { SettingsStore, StoreHealth, VerificationStore } from '../../ports.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import type { ProofPorts } from '../credentials/prove-credentials.ts';
import type { ShortFormBriefing } from '../status/short-form-briefing.ts';
import type { Answered, AnswerSheet, Inputs } from './answer-sheet.ts';
import type { Change } from './changes.ts';

export interface SetupRequest {
  readonly organization: string;
  /** Absent: all steps, from the first one that is not finished. */
  readonly step?: SetupStep;
  readonly inputs: Inputs;
  /** The inputs that change finished steps as well, since a person took them over in this run. Absent: none. */
  readonly takenOver?: ReadonlySet<AnswerKey>;
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
  /** Rejects with `UserError` (`contacts.…`) if the list cannot be read. */
  readonly listColumns: (source: string) => Promise<ListColumns>;
  /** The last results, for the verdict of a finished setup. */
  readonly verification: Pick<VerificationStore, 'load' | 'save'>;
}

export type SetupEvent =
  /** Every step is finished: the results as they were seen last. */
  | { readonly type: 'complete'; readonly results: readonly CheckResult[] }
  /** `commands`, in backticks: change the steps that are finished. */
  | { readonly type: 'resumed'; readonly finished: readonly SetupStep[]; readonly commands: readonly string[] }
  /** A change made these steps out of date; they follow. */
  | { readonly type: 'outdated'; readonly steps: readonly SetupStep[] }
  | { readonly type: 'step'; readonly step: SetupStep; readonly number: number; readonly of: number }
  | { readonly type: 'answered'; readonly answer: Answered }
  | { readonly type: 'refused'; readonly problem: string }
  | { readonly type: 'contacts'; readonly report: ContactsReport; readonly minimum: number }
  | { readonly type: 'briefing'; readonly briefing: ShortFormBriefing }
  /** The results of a draft that must not be saved as it is; `closed` are the ones that stop it. */
  | {
      readonly type: 'refused-checks';
      readonly results: readonly CheckResult[];
      readonly closed: readonly CheckResult[];
    }
  | {
      readonly type: 'saved' | 'would-save';
      readonly step: SetupStep;
      readonly changes: readonly Change[];
      readonly results: readonly CheckResult[];
    }
  | { readonly type: 'unchanged'; readonly step: SetupStep; readonly results: readonly CheckResult[] }
  | { readonly type: 'carried'; readonly step: SetupStep }
  /** Unused secrets that could not be deleted; `command` deletes or forgets them. */
  | { readonly type: 'pending'; readonly secrets: readonly SecretRef[]; readonly command: string };

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
  /** The answers so far; empty unless the step was left before. */
  readonly sheet: AnswerSheet;
  /** True if there is a question before the first one of the step. */
  readonly canGoBack: boolean;
  /** The questions that a person is asked, if the others keep their saved answers. */
  readonly only?: ReadonlySet<AnswerKey>;
  /** Credentials that were tried in this run and not saved. */
  readonly draftCredential?: Credential;
  /** As the steps before left it. */
  readonly state: SetupState;
  /** The stores that were probed; empty before the credentials step. */
  readonly stores: readonly StoreHealth[];
  /** True if a later step of the walk sets the credentials. */
  readonly credentialsFollow: boolean;
  readonly request: SetupRequest;
  readonly ports: SetupPorts;
}

/** `next`: where the walk goes; `on` is to the next step, `back` to the last question before the step. */
export interface StepEnd {
  readonly state: SetupState;
  readonly sheet: AnswerSheet;
  readonly next: 'on' | 'back' | 'credentials' | 'number';
  readonly draftCredential?: Credential;
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
