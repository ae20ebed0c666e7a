import type { Settings } from '../settings/settings.ts';
import type { Delivery, Facts, SavedFacts } from './facts.ts';
import type { Headline } from './headline.ts';

/**
 * `pass` holds · `warn` does not hold, sending works · `fail` does not hold, sending will not work · `skip` does not apply,
 * or depends on a check that failed · `unknown` could not look. "Could not look" is never "failed", and never "passed".
 */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip' | 'unknown';

/** What to do: an instruction, and the command that does it, without backticks; null where no command of ours does. */
export interface Remedy {
  readonly text: string;
  readonly command: string | null;
}

/** The instruction with its command in backticks, once. */
export function remedyLine({ text, command }: Remedy): string {
  const inBackticks = `\`${command}\``;
  return command === null || text.includes(inBackticks) ? text : `${text} ${inBackticks}`;
}

/** JSON values only; part of the machine interface: add fields freely, never rename, retype or remove one. */
type CheckData = Readonly<Record<string, string | number | boolean | null>>;

/** What a look came to. A finding without words is refused by the type. */
export type Finding =
  | {
      readonly status: 'pass' | 'skip';
      readonly detail: string;
      /** Of a skip: the id of the check that failed, so that this one has no meaning. Absent: the check does not apply. */
      readonly blockedBy?: string;
      readonly data?: CheckData;
    }
  | {
      readonly status: 'warn' | 'fail' | 'unknown';
      /** What was seen, in sentences. */
      readonly detail: string;
      /** Instead of the check's own remedy. */
      readonly remedy?: Remedy;
      /** The provider's error code that a message would meet, such as `21606`. */
      readonly code?: string;
      /** Of an unknown: the id of the check that could not be looked at, or of one that explains this one. */
      readonly blockedBy?: string;
      /** Of an unknown: true when the only reason is that this kind of key may not read it. */
      readonly unreadable?: true;
      /** Of an unknown: true when this finding makes the check required, whatever the check itself says. */
      readonly required?: true;
      /** Of a warning: true when a delivered message would prove it wrong. An unknown always may be proven. */
      readonly doubt?: true;
      readonly data?: CheckData;
    };

/** One thing that must hold for SMS to work. Adding one to a step's list is all that it takes. */
export type Check<Id extends string = string> = SavedCheck<Id> | LiveCheck<Id>;

/** Looks at what is saved alone, so that it can be asked at any time. */
interface SavedCheck<Id extends string> extends About<Id> {
  readonly live: false;
  readonly look: (facts: SavedFacts) => Finding | Promise<Finding>;
}

/** Asks the secret store or the provider. An offline run shows its last result. */
interface LiveCheck<Id extends string> extends About<Id> {
  readonly live: true;
  /**
   * Judges an unknown, or a doubt, by the messages that were delivered or refused lately, newest first. Returns the finding
   * itself where they prove nothing. Absent: deliveries prove nothing about this check.
   */
  readonly prove?: (
    finding: OpenFinding,
    deliveries: readonly Delivery[],
    facts: SavedFacts,
  ) => Finding | Promise<Finding>;
  /**
   * Looks, and judges. Never prints, asks or changes anything. A rejection of a fact (`ProviderError`, `SecretStoreError`)
   * may pass through: the runner reports it as `unknown` in that error's own words.
   */
  readonly look: (facts: Facts) => Finding | Promise<Finding>;
}

interface About<Id extends string> {
  /** Part of the machine interface: never renamed. */
  readonly id: Id;
  /** A statement, true when the check passes. */
  readonly title: string;
  /** One or two sentences for the reference page: why this matters, and what goes wrong without it. */
  readonly why: string;
  /** Where it stands in the checklist, when that is not its step's own headline. */
  readonly headline?: Headline;
  /** Whether the verdict waits for this check while it is unknown: always, never, or under a condition. */
  readonly required: boolean | Condition;
  /** True: it is not required where the only reason for an unknown is that this kind of key may not read it. */
  readonly excusesKeys?: true;
  /** True when the wizard does not save a step while this fails, unless the operator says so. */
  readonly gate?: boolean;
  /** True when it looks at what has been stored, so that it makes no sense before a step is saved. */
  readonly afterSaving?: true;
  /** Checks that must hold first. One that failed skips this; one that is unknown leaves this unknown. */
  readonly needs?: readonly string[];
  /** Provider error codes that it prevents. */
  readonly codes?: readonly string[];
  /** What to do when it fails or warns. */
  readonly remedy: Remedy;
  /** How to find out when it is unknown: nothing is known to be wrong then. Absent: a general advice. */
  readonly findOut?: Remedy;
}

/** Something that depends on what is saved. */
interface Condition {
  /** The end of a sentence that starts with "if". */
  readonly words: string;
  readonly holds: (settings: Settings) => boolean;
}

/** A finding that deliveries may settle. */
export type OpenFinding = Extract<Finding, { readonly status: 'warn' | 'fail' | 'unknown' }>;

/** A check with the headline it stands under: its own, or its step's. */
export type ListedCheck = Check & { readonly headline: Headline };

/** A finding with its check's name on it. The runner adds the name, so that a check cannot lie about it. */
export interface CheckResult {
  readonly id: string;
  readonly headline: Headline;
  readonly title: string;
  readonly status: CheckStatus;
  /** Whether the verdict depends on it in this run. */
  readonly required: boolean;
  readonly live: boolean;
  /** The check at the root that keeps this one from being judged; null: none. */
  readonly blockedBy: string | null;
  readonly detail: string;
  /** Null when there is nothing to do. */
  readonly remedy: Remedy | null;
  readonly code: string | null;
  readonly data: CheckData;
  readonly durationMs: number;
  /** When it was looked at, ISO 8601 UTC: now, or in the past where a remembered result stands in. Null: never. */
  readonly checkedAt: string | null;
}
