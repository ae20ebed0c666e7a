/** What helps with a code. The codes of a group share it; a code's own fields override it. */
interface Advice {
  /** Most likely first; without a full stop. */
  readonly causes: readonly string[];
  /** What to do, in sentences. */
  readonly fix: string;
  /** The command that helps with it. Absent: none does. */
  readonly run?: string;
  /** Ids of the checks that can detect it beforehand. Absent: none can. */
  readonly checks?: readonly string[];
}

/** A title without a full stop, of at most 60 characters; a meaning in one or two sentences. */
export type CodeRow = readonly [code: number, title: string, meaning: string, own?: Partial<Advice>];

/** Codes of one subject. */
export interface CodeGroup {
  /** The subject, without a full stop: the heading of the group in the list of all codes. */
  readonly heading: string;
  readonly shared: Advice;
  readonly rows: readonly CodeRow[];
}

/** One of the provider's error codes, in smsctl's words. */
export interface CodeEntry {
  readonly code: number;
  /** Without a full stop; at most 60 characters. */
  readonly title: string;
  /** One or two sentences. */
  readonly meaning: string;
  /** Most likely first; without a full stop; at least one. */
  readonly causes: readonly string[];
  /** Ids of the checks that can detect it beforehand. Empty: none can. */
  readonly checks: readonly string[];
  /** What to do, in sentences, and a command that helps; null if none does. */
  readonly remedy: { readonly text: string; readonly command: string | null };
}

/** The rows of a group, each with all of its fields. A row with its own fix does not inherit the group's command. */
export const entriesOf = ({ shared, rows }: CodeGroup): readonly CodeEntry[] =>
  rows.map(([code, title, meaning, own = {}]) => ({
    code,
    title,
    meaning,
    causes: own.causes ?? shared.causes,
    checks: own.checks ?? shared.checks ?? [],
    remedy: {
      text: own.fix ?? shared.fix,
      command: own.run ?? (own.fix === undefined ? shared.run : undefined) ?? null,
    },
  }));
