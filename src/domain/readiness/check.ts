import type { Settings } from '../settings/settings.ts';
import type { Delivery, Facts, SavedFacts } from './facts.ts';
import type { Headline } from './headline.ts';

/**
 * `pass` holds · `warn` does not hold, sending works · `fail` does not hold, sending will not work · `skip` does not apply,
 * or depends on a check that failed · `unknown` could not be checked. An unknown is never a failure and never a pass.
 */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip' | 'unknown';

/** What to do: an instruction, and the command that does it, without backticks; null: no smsctl command does it. */
export interface Remedy {
  readonly text: string;
  readonly command: string | null;
}

/** `Name the team: \`smsctl setup owner\``: the instruction, with its command in backticks unless the text has it. */
export function remedyLine({ text, command }: Remedy): string {
  const inBackticks = `\`${command}\``;
  if (command === null || text.includes(inBackticks)) return text;
  return `${text.replace(/\.$/, '')}: ${inBackticks}`;
}

/** JSON values only; part of the machine interface: add fields freely, never rename, retype or remove one. */
export type CheckData = Readonly<Record<string, string | number | boolean | null>>;

/** The result of a check. */
export type Finding =
  | {
      readonly status: 'pass' | 'skip';
      readonly detail: string;
      /** Of a skip: the id of the failed check that this one depends on. Absent: the check does not apply. */
      readonly blockedBy?: string;
      readonly data?: CheckData;
    }
  | {
      readonly status: 'warn' | 'fail' | 'unknown';
      /** What was seen, in sentences. Never empty. */
      readonly detail: string;
      /** Instead of the check's own remedy. */
      readonly remedy?: Remedy;
      /** The provider's error code for messages, such as `21606`. */
      readonly code?: string;
      /** Of an unknown: the id of the check that causes or explains it. */
      readonly blockedBy?: string;
      /** Of an unknown: true if the only reason is that this kind of key may not read it. */
      readonly unreadable?: true;
      /** Of an unknown: true if it makes the check required, even if the check is optional. */
      readonly required?: true;
      /** Of a warning: true if a delivered message disproves it. Deliveries always settle an unknown. */
      readonly doubt?: true;
      readonly data?: CheckData;
    };

/** A condition for SMS to work. To add a check, add it to the list of a step. */
export type Check<Id extends string = string> = SavedCheck<Id> | LiveCheck<Id>;

/** Reads the settings only, and works offline. */
interface SavedCheck<Id extends string> extends About<Id> {
  readonly live: false;
  readonly look: (facts: SavedFacts) => Finding | Promise<Finding>;
}

/** Reads from the secret store or the provider. An offline run shows its last result. */
interface LiveCheck<Id extends string> extends About<Id> {
  readonly live: true;
  /**
   * Settles an unknown or a doubt by recent deliveries, newest first. Returns the finding itself if they prove nothing. Absent:
   * deliveries prove nothing about this check.
   */
  readonly prove?: (
    finding: OpenFinding,
    deliveries: readonly Delivery[],
    facts: SavedFacts,
  ) => Finding | Promise<Finding>;
  /**
   * Runs the check. Never prints, prompts or changes anything. It need not catch `ProviderError` and `SecretStoreError` of facts: the
   * runner reports them as `unknown` with the message of the error.
   */
  readonly look: (facts: Facts) => Finding | Promise<Finding>;
}

interface About<Id extends string> {
  /** Part of the machine interface: never renamed. */
  readonly id: Id;
  /** A statement that is true if the check passes. */
  readonly title: string;
  /** One or two sentences for the reference page: why this matters, and what goes wrong without it. */
  readonly why: string;
  /** Its headline in the checklist. Absent: the headline of its step. */
  readonly headline?: Headline;
  /** Whether an unknown result makes the verdict unknown: always, never, or under a condition. */
  readonly required: boolean | Condition;
  /** True: it is not required if the only reason for an unknown is that this kind of key may not read it. */
  readonly excusesKeys?: true;
  /** True if the wizard does not save a step while this fails, unless the user confirms. */
  readonly gate?: boolean;
  /** True if it reads what a step saves, so that it cannot run before. */
  readonly afterSaving?: true;
  /** Checks that this one depends on. It is skipped if one fails, and unknown if one is unknown. */
  readonly needs?: readonly string[];
  /** Provider error codes that it prevents. */
  readonly codes?: readonly string[];
  /** What to do when it fails or warns. */
  readonly remedy: Remedy;
  /** What to do when it is unknown. Absent: a general instruction. */
  readonly findOut?: Remedy;
}

/** A condition on the settings. */
interface Condition {
  /** The end of a sentence that starts with "if". */
  readonly words: string;
  readonly holds: (settings: Settings) => boolean;
}

/** A finding that deliveries may settle. */
export type OpenFinding = Extract<Finding, { readonly status: 'warn' | 'fail' | 'unknown' }>;

/** A check with its headline: its own, or that of its step. */
export type ListedCheck = Check & { readonly headline: Headline };

/** A finding with the data of its check, which the runner adds. */
export interface CheckResult {
  readonly id: string;
  readonly headline: Headline;
  readonly title: string;
  readonly status: CheckStatus;
  /** Whether the verdict depends on it in this run. */
  readonly required: boolean;
  readonly live: boolean;
  /** The check at the root that blocks this one. Null: none. */
  readonly blockedBy: string | null;
  readonly detail: string;
  /** Null: nothing to do. */
  readonly remedy: Remedy | null;
  readonly code: string | null;
  readonly data: CheckData;
  readonly durationMs: number;
  /** When it ran; ISO 8601, UTC. In the past for a remembered result. Null: never. */
  readonly checkedAt: string | null;
}
