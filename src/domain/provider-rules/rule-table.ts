/**
 * `confirmed`: the provider's own page says so. `unconfirmed`: only other providers or reports do, or sources disagree.
 * An unconfirmed rule may warn; it never fails a check.
 */
export type Confidence = 'confirmed' | 'unconfirmed';

/** A public page or document that a rule is based on. */
export interface RuleSource {
  readonly name: string;
  /** Null: the source has no address of its own. */
  readonly url: string | null;
  /** ISO date of the copy that was read. */
  readonly asOf: string;
}

/** Rules of the provider, as data. Providers change their rules without notice, so every table carries its dates. */
export interface RuleTable<Row> {
  /** ISO date of the provider's pages. */
  readonly asOf: string;
  /** ISO date on which the rows were last compared with newer sources. */
  readonly reviewed: string;
  readonly rows: readonly Row[];
}
