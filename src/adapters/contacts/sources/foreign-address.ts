import { statSync } from 'node:fs';
import { schemeOf } from '../../../domain/contacts/source-address.ts';
import { shellWord } from '../../../domain/text/shell-word.ts';
import { UserError } from '../../../domain/user-error.ts';
import { pathOf } from '../list-file.ts';
import { exampleQuery, nameInShell, pipeFrom } from './pipe-hint.ts';

/** Parts of an address for a command. Empty: absent, or perhaps part of a password. */
interface Place {
  readonly user: string;
  readonly host: string;
  readonly port: string;
  /** Without the first slash. */
  readonly path: string;
}

/** What an address names, and the command that reads it. Undefined: no such command is known. */
type Service = readonly [what: string, command?: (place: Place, address: string) => string];

const query = shellWord(exampleQuery);
const option = (name: string, value: string): string => (value === '' ? '' : ` ${name} ${shellWord(value)}`);
const or = (value: string, placeholder: string): string => (value === '' ? placeholder : shellWord(value));

const psql = (what: string): Service => [
  what,
  ({ host, port, user, path }) =>
    `psql --csv -h ${or(host, 'HOST')}${option('-p', port)} -U ${or(user, 'USER')} -d ${or(path, 'DATABASE')} -c ${query}`,
];
const sqlServer: Service = [
  'SQL Server',
  // Without the header, which a line of dashes would follow.
  ({ host, port, user, path }) =>
    `sqlcmd -S ${or(port === '' ? host : host && `${host},${port}`, 'HOST')} -U ${or(user, 'USER')}` +
    ` -d ${or(path, 'DATABASE')} -h -1 -W -s , -Q ${shellWord(`set nocount on; ${exampleQuery}`)}`,
];
const mongo: Service = [
  'MongoDB',
  ({ host, port, user, path }) =>
    `mongoexport --quiet --host ${or(port === '' ? host : host && `${host}:${port}`, 'HOST')}${option('-u', user)}` +
    ` --db ${or(path, 'DATABASE')} --collection contacts --type csv --fields mobile,country`,
];
const web: Service = ['the web', (_, address) => `curl -fL ${whole(address, 'URL')}`];
const ftp: Service = ['FTP', (_, address) => `curl -f ${whole(address, 'URL')}`];
const ssh: Service = [
  'SSH',
  ({ user, host, port, path }) => {
    const target = user === '' || host === '' ? host : `${user}@${host}`;
    return `ssh${option('-p', port)} ${or(target, 'HOST')} cat ${or(path && `/${path}`, 'FILE')}`;
  },
];
const s3: Service = ['S3', (_, address) => `aws s3 cp ${whole(address.replace(/^s3[an]:/i, 's3:'), 'ADDRESS')} -`];
const snowflake: Service = [
  'Snowflake',
  () => `snowsql -o output_format=csv -o header=true -o friendly=false -o timing=false -q ${query}`,
];
const bigquery: Service = [
  'BigQuery',
  // By default, it writes 100 rows.
  () =>
    `bq query --format=csv --max_rows=10000000 --use_legacy_sql=false ${shellWord(`${exampleQuery.replace('contacts', 'DATASET.contacts')}`)}`,
];

const services: Readonly<Record<string, Service>> = {
  mssql: sqlServer,
  sqlserver: sqlServer,
  mongodb: mongo,
  'mongodb+srv': [
    'MongoDB',
    () => 'mongoexport --quiet --uri URI --collection contacts --type csv --fields mobile,country',
  ],
  redshift: psql('Amazon Redshift'),
  cockroachdb: psql('CockroachDB'),
  snowflake,
  bigquery,
  bq: bigquery,
  oracle: ['Oracle', ({ user }) => `sqlplus -S -M 'CSV ON' ${or(user, 'USER')}@DATABASE @QUERY.sql`],
  clickhouse: [
    'ClickHouse',
    ({ host }) =>
      `clickhouse-client --host ${or(host, 'HOST')} --query ${shellWord(`${exampleQuery} format CSVWithNames`)}`,
  ],
  trino: [
    'Trino',
    ({ host, port }) =>
      `trino --server ${or(port === '' ? host : host && `${host}:${port}`, 'HOST')} --output-format CSV_HEADER --execute ${query}`,
  ],
  duckdb: ['a DuckDB address', (_, address) => `duckdb -readonly -csv ${fileIn(address)} ${query}`],
  http: web,
  https: web,
  ftp,
  ftps: ftp,
  sftp: ssh,
  scp: ssh,
  ssh,
  s3,
  s3a: s3,
  s3n: s3,
  gs: ['Google Cloud Storage', (_, address) => `gcloud storage cat ${whole(address, 'ADDRESS')}`],
  hdfs: ['HDFS', (_, address) => `hdfs dfs -cat ${whole(address, 'ADDRESS')}`],
};

/**
 * Throws `UserError` (`contacts.unreadable`) if a source is an address that smsctl does not read by itself, and no file has this
 * name. The message names the pipe that works, and repeats no part of the address that may be secret.
 */
export function refuseAddress(source: string): void {
  const scheme = schemeOf(source);
  if (scheme === 'file' || (scheme === undefined && !holdsPassword(source)) || isFile(source)) return;
  throw scheme === undefined ? passwordInPath() : addressError(scheme, source);
}

const isFile = (source: string): boolean => {
  try {
    return statSync(pathOf(source), { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
};

/** `user:password@host`, which is no path that a person would choose. */
const holdsPassword = (source: string): boolean => /^[^/\\\s:]{2,}:[^/\\]*@/.test(source);

const passwordInPath = (): UserError =>
  new UserError({
    code: 'contacts.unreadable',
    message: 'The source is no file, and looks like an address with a password.',
    hints: ['Name a file, `-` for stdin, or a database such as postgres://user@host/name, without a password.'],
  });

function addressError(scheme: string, source: string): UserError {
  if (scheme === 'jdbc') return addressError(schemeOf(source.slice(5)) ?? 'odbc', source.slice(5));
  // SQLAlchemy writes the driver behind the database: `mysql+pymysql`.
  const base = scheme in services ? scheme : (scheme.split('+')[0] ?? '');
  if (base === 'postgres' || base === 'postgresql') {
    return unread('this form of address', 'Use the form postgres://user@host:5432/name, with `--query`.');
  }
  if (base === 'mysql' || base === 'mariadb') {
    return unread('this form of address', 'Use the form mysql://user@host:3306/name, with `--query`.');
  }
  if (base === 'sqlite' || base === 'sqlite3') {
    const command = `smsctl contacts check ${fileIn(source)} --query ${query}`;
    return unread('this form of address', `Name the file: \`${command}\`.`);
  }
  const sheet = googleSheet(source);
  if (sheet !== undefined) return unread('Google Sheets', `Pipe the sheet to it: ${pipeFrom(`curl -fL ${sheet}`)}.`);
  const service = Object.hasOwn(services, base) ? services[base] : undefined;
  if (service?.[1] === undefined) {
    return unread(
      'addresses of this kind',
      'Name a file. Or pipe the list, as CSV with a header, to `smsctl contacts check -`.',
    );
  }
  const [what, command] = service;
  return unread(what, `Pipe the list to it: ${pipeFrom(command(placeOf(source), source))}.`);
}

const unread = (what: string, hint: string): UserError =>
  new UserError({
    code: 'contacts.unreadable',
    message: `smsctl does not read from ${what}.`,
    hints: [hint],
  });

/** An address in which nothing can be part of a password: one `@` at most, and no options. */
const clear = /^[^:]+:\/\/(?:([\w.-]+)(?::[^@/?#]*)?@)?([\w.-]+)(?::(\d{1,5}))?(?:\/([^@?#:;=&]*))?(?:[?#][^@]*)?$/;

function placeOf(address: string): Place {
  const [, user = '', host = '', port = '', path = ''] = clear.exec(address) ?? [];
  const usable = nameInShell(path, '') === '' ? '' : path;
  return { user, host, port, path: usable };
}

/** The address as one word if it holds neither a user nor options, which may be secret. */
const whole = (address: string, placeholder: string): string =>
  /[@?#;]/.test(address) ? placeholder : nameInShell(address, placeholder);

/** `sqlite:PATH`, `sqlite:///PATH`. */
function fileIn(address: string): string {
  const path = address.replace(/^[^:]+:(?:\/\/\/?(?=\/))?/, '');
  return path === '' || path.startsWith('//') || /[@?#]/.test(path) ? 'FILE' : nameInShell(path, 'FILE');
}

/** Where Google exports the sheet of an address that a browser shows. */
function googleSheet(address: string): string | undefined {
  const id = /^https?:\/\/docs\.google\.com\/spreadsheets\/d\/([\w-]{10,})(?:[/?#]|$)/i.exec(address)?.[1];
  if (id === undefined) return undefined;
  const sheet = /[?#&]gid=(\d+)/.exec(address)?.[1];
  const part = sheet === undefined ? '' : `&gid=${sheet}`;
  return shellWord(`https://docs.google.com/spreadsheets/d/${id}/export?format=csv${part}`);
}
