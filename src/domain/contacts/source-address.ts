/** Schemes that are written without `//` after the colon. */
const shortSchemes =
  'jdbc odbc sqlite sqlite3 duckdb mysql mariadb postgres postgresql mssql sqlserver oracle mongodb redshift snowflake bigquery';

const shortScheme = new RegExp(`^(?:${shortSchemes.replaceAll(' ', '|')}):`, 'i');

/**
 * The scheme of an address, in lower case; undefined for a path. One letter before a colon is a drive of Windows, and other
 * names with a colon are names of files.
 */
export const schemeOf = (source: string): string | undefined =>
  /^[a-z_][\w+.-]+:\/\//i.test(source) || shortScheme.test(source)
    ? source.slice(0, source.indexOf(':')).toLowerCase()
    : undefined;

/** Whether a source is the address of a database that smsctl reads by itself. */
export const isDatabaseAddress = (source: string): boolean => /^(?:postgres(?:ql)?|mysql|mariadb):\/\//i.test(source);
