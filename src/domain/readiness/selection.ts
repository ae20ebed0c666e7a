/** Which checks a run of `verify` was asked for. */
export interface Selection {
  /** The ids that were named, in the order of the checklist; null: none was, which means all. */
  readonly named: readonly string[] | null;
  /** The ids that were left out; null: none. */
  readonly skipped: readonly string[] | null;
  /** The ids to report. */
  readonly ids: ReadonlySet<string>;
  /** True when every check is selected, however it was said. */
  readonly complete: boolean;
  /** How many checks there are. */
  readonly of: number;
}

/**
 * The selection among `all` ids. `named` and `skipped` are as they were given; absent: not given. Ids that are in `all` alone
 * may be given.
 */
export function selectionOf(
  all: readonly string[],
  named: readonly string[] | undefined,
  skipped: readonly string[] = [],
): Selection {
  const ids = all.filter((id) => (named === undefined || named.includes(id)) && !skipped.includes(id));
  return {
    named: named === undefined ? null : all.filter((id) => named.includes(id)),
    skipped: skipped.length === 0 ? null : all.filter((id) => skipped.includes(id)),
    ids: new Set(ids),
    complete: ids.length === all.length,
    of: all.length,
  };
}

/**
 * Whether the verdict may be reached while a check that is not required is unknown: always in a complete run. In a narrowed
 * one, what was named has to be answered, and so has what the selected checks need.
 */
export function mayStayUnknown({ complete, named, ids }: Selection, id: string): boolean {
  if (complete) return true;
  return ids.has(id) && named === null;
}
