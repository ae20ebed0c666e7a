/** The checks that a run of `verify` reports. */
export interface Selection {
  /** The ids of `--check`, in the order of the checklist. Null: all. */
  readonly named: readonly string[] | null;
  /** The ids of `--skip`. Null: none. */
  readonly skipped: readonly string[] | null;
  /** The ids to report. */
  readonly ids: ReadonlySet<string>;
  /** True if every check is selected. */
  readonly complete: boolean;
  /** How many checks there are. */
  readonly of: number;
}

/**
 * The selection among `all` ids. `named` and `skipped` are the values of `--check` and `--skip`, and hold ids of `all` only.
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

/** `3 of 24 checks selected`. */
export const selectionText = ({ ids, of }: Selection): string => `${ids.size} of ${of} checks selected`;

/**
 * Whether a check that is not required may be unknown without making the verdict unknown. Always in a complete run. In a narrowed
 * one, the named checks and those that selected checks depend on must be known.
 */
export function mayStayUnknown({ complete, named, ids }: Selection, id: string): boolean {
  if (complete) return true;
  return ids.has(id) && named === null;
}
