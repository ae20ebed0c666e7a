import type { ContactsReport, ContactsRequest } from '../../domain/contacts/contact-quality.ts';
import type { Check } from '../../domain/readiness/check.ts';
import type { Headline } from '../../domain/readiness/headline.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { AnswerKey, GivenAnswers, Question } from '../../domain/settings/question.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';

export type StepId = 'owner' | 'number' | 'credentials' | 'method' | 'contacts';

/** What a step may use to turn answers into settings. */
export interface Bench {
  /** What is saved now, with the sections that earlier steps of this run have settled. */
  readonly settings: Settings;
  readonly now: Date;
  readonly operator: string;
  /** Whether a person answers the questions. */
  readonly canAsk: boolean;
  /** The credential behind a saved section. Rejects with `SecretStoreError`. */
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
  /** Reads and judges a contact list, showing its progress. Rejects with `UserError` when it cannot be read. */
  readonly checkContacts: (request: ContactsRequest) => Promise<ContactsReport>;
}

/** The section to save; with a credential when its secret has to be stored, too. Or the answer that will not do, and why. */
export type Settled =
  | {
      readonly ok: true;
      readonly section: Partial<Settings>;
      readonly credential?: Credential;
      readonly report?: ContactsReport;
    }
  | { readonly ok: false; readonly key: AnswerKey; readonly problem: string };

/** One page of the wizard, one part of the checklist, one chapter of the reference. */
export interface SetupStep<Id extends StepId = StepId> {
  readonly id: Id;
  readonly title: string;
  readonly headline: Headline;
  /** Two lines: why this step is there. */
  readonly intro: readonly [string, string];
  readonly questions: readonly Question[];
  readonly checks: readonly Check<`${Id}.${string}`>[];
  /** True when its section is saved and nothing in it is left open. */
  readonly finished: (settings: Settings) => boolean;
  readonly settle: (answers: GivenAnswers, bench: Bench) => Promise<Settled>;
}
