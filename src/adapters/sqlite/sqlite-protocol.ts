/** Of the child, in bytes. */
export const memoryLimit = 512 * 1024 * 1024;

/** What the child gets on stdin, as JSON. */
export interface SqliteRequest {
  /** A `file:` URI. */
  readonly uri: string;
  /** Null: the tables are listed. */
  readonly query: string | null;
}

/** A table or view. */
export interface SqliteTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A line that the child writes on stdout, as JSON. The columns or the tables come first, and `end` comes last. */
export type SqliteAnswer =
  | { readonly columns: readonly string[] }
  | { readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly tables: readonly SqliteTable[] }
  | { readonly end: true }
  | {
      /** The result code of SQLite without its extension; 0: the query is not one SELECT, VALUES or WITH. */
      readonly fault: number;
      readonly text: string;
    };
