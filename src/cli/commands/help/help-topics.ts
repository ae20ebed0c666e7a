import { checklist } from '../../../setup/checklist.ts';
import { steps } from '../../../setup/steps.ts';
import type { CommandSpec } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { paragraphs, rows } from '../../render/columns.ts';
import { noMessagePage, noMessageText } from '../../render/no-message-text.ts';

export interface HelpTopic {
  readonly name: string;
  readonly summary: string;
  /** Wrapped to `columns`; by default as wide as a terminal and the manual are. */
  readonly text: (commands: readonly CommandSpec[], columns?: number) => string;
  /** The text with what the saved setup tells, for a terminal. Absent: `text`. */
  readonly shown?: (context: Context, org: string | undefined) => Promise<string>;
}

type Rows = readonly (readonly [name: string, words: string])[];

/** A table, or a paragraph. */
type Block = Rows | string;

const standardColumns = 80;

/** A topic of blocks, with a blank line between them. */
const topic = (
  name: string,
  summary: string,
  blocks: (commands: readonly CommandSpec[]) => readonly Block[],
): HelpTopic => ({
  name,
  summary,
  text: (commands, columns = standardColumns) =>
    blocks(commands)
      .map((block) => (typeof block === 'string' ? `${paragraphs(block, columns)}\n` : rows(block, columns)))
      // A heading stands directly above its table.
      .reduce((text, block) => `${text}${text.endsWith(':\n') ? '' : '\n'}${block}`),
});

const exitCodes: Rows = [
  ['0', 'ready, or done. With selected checks: all of them pass'],
  ['1', 'not ready: a check failed, a message was not delivered, or a list is below the minimum'],
  ['2', 'invalid command line, or invalid or missing input'],
  ['3', 'unknown: Twilio is unreachable, the secret store is locked, or the settings are unreadable'],
  ['70', 'bug in smsctl'],
  ['74', 'output could not be written'],
  ['75', 'another smsctl is saving. Nothing was changed'],
  ['129, 130, 143', 'ended by SIGHUP, by Ctrl-C or SIGINT, by SIGTERM'],
];

const variables: Rows = [
  ['SMSCTL_ORG', 'organization. Overrides .smsctl.json and `smsctl org use ID`; `--org` overrides it'],
  ['SMSCTL_CONFIG_DIR', 'directory of the settings, results and encrypted files'],
  ['SMSCTL_NO_INPUT, CI', 'disable prompts'],
  ['SMSCTL_PASSPHRASE_FILE', 'file or pipe with the passphrase of the encrypted files'],
  ['SMSCTL_KEYCHAIN', '`off` disables the OS keychain'],
  ['SMSCTL_TWILIO_URL', 'mock server on loopback, e.g. of `smsctl sandbox`'],
  ['SMSCTL_ALLOW_UNSAFE_NODE', 'same as `--allow-unsafe-node`'],
  ['TWILIO_EDGE', 'compared with the region of the credentials'],
];

const terminalVariables: Rows = [
  ['NO_COLOR', 'disable color, if not empty'],
  ['FORCE_COLOR', 'enable color, also in a pipe; 0 or false disables it'],
  ['ACCESSIBLE', 'same as `--plain`'],
  ['TERM', '`dumb`: same as `--plain`'],
  ['LC_ALL, LC_CTYPE, LANG', 'print ASCII symbols unless the locale is UTF-8'],
  ['TZ', 'time zone of dates in text'],
];

const colorRule =
  'Color: `--no-color`, `--plain` and ACCESSIBLE disable it. Otherwise FORCE_COLOR decides. Otherwise NO_COLOR and ' +
  'TERM=dumb disable it. Otherwise terminals get color, and pipes do not.';

const systemVariables: Rows = [
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'proxy for requests to Twilio'],
  ['NODE_EXTRA_CA_CERTS', 'file with additional trusted certificates'],
  ['NODE_OPTIONS, NODE_DEBUG, NODE_TLS_REJECT_UNAUTHORIZED', 'smsctl refuses to run if they could leak credentials'],
  ['PGHOST, PGPORT, PGPASSWORD, PGPASSFILE, PGSSLMODE and other PG*', 'database of `smsctl contacts check`'],
  ['HOME, XDG_CONFIG_HOME, XDG_STATE_HOME, APPDATA, LOCALAPPDATA', 'place of the settings (see `smsctl help files`)'],
  ['USER, USERNAME', 'proposed as the name of who confirms'],
  ['DBUS_SESSION_BUS_ADDRESS, DISPLAY, WAYLAND_DISPLAY', 'how the OS keychain is reached on Linux'],
  ['MSYSTEM', 'on Windows: print variables for a POSIX shell'],
];

/** The variable of each setup question. */
const answers = (): Rows =>
  steps
    .flatMap(({ questions }) => questions)
    .filter(({ variable }) => !variables.some(([name]) => name === variable))
    .flatMap((question) => (question.variable === null ? [] : [[question.variable, question.help] as const]));

const files: Rows = [
  ['~/.config/smsctl/', 'Linux: settings directory (XDG_CONFIG_HOME)'],
  ['~/Library/Preferences/smsctl/', 'macOS: settings directory'],
  ['%APPDATA%\\smsctl\\Config\\', 'Windows: settings directory'],
  ['organizations/ID.json', 'settings of one organization, without secrets. ID.json.bak is the former version'],
  ['secrets/', 'encrypted files of the secret store `file`'],
  ['organization', 'default organization, set by `smsctl org use ID`'],
];

const stateFiles: Rows = [
  ['~/.local/state/smsctl/', 'Linux: state directory (XDG_STATE_HOME)'],
  ['state/', 'macOS, Windows or SMSCTL_CONFIG_DIR: in the settings directory'],
  ['ID.verification.json', 'last results, for `smsctl status` and offline runs'],
];

const stores: Rows = [
  ['keychain', 'OS keychain. On Linux it needs a session with gnome-keyring, and libsecret-1-0'],
  ['file', 'one encrypted file per secret (age format), opened with a passphrase. For servers and containers'],
  ['env', 'TWILIO_AUTH_TOKEN or TWILIO_API_SECRET, read at every run and never written. For CI'],
  ['command', 'output of a command, such as `op read`, run whenever the secret is needed. For secret managers'],
];

const accessibility: Rows = [
  ['--plain, ACCESSIBLE=1', 'append-only lines, numbered choices, results as words'],
  ['--no-color, NO_COLOR', 'no color. Color is never the only sign'],
  ['LANG=C', 'ASCII symbols'],
  ['TERM=dumb', 'same as --plain'],
];

/** Documents of other options than `--json`. */
const furtherDocuments: Rows = [
  ['smsctl contacts merge', 'smsctl.contacts-summary/1'],
  ['smsctl status --bundle FILE', 'smsctl.support/1'],
];

const documents = (commands: readonly CommandSpec[]): Rows => [
  ...commands.flatMap(({ path, document }) =>
    document === undefined ? [] : [[`smsctl ${path} --json`, document.schema] as const],
  ),
  ...furtherDocuments,
];

export const helpTopics: readonly HelpTopic[] = [
  topic('exit-codes', 'exit codes', () => [
    exitCodes,
    'Exit codes never change their meaning. JSON documents have the same number as `exitCode`. `smsctl exec` exits with ' +
      'the code of its program.',
  ]),
  topic('environment', 'environment variables', () => [
    variables,
    'Terminal:',
    terminalVariables,
    colorRule,
    'System:',
    systemVariables,
    'Answers of the setup (a flag overrides them):',
    answers(),
  ]),
  topic('files', 'files that smsctl reads and writes', () => [
    'Settings:',
    files,
    'State, which you can delete:',
    stateFiles,
    '`smsctl config path` prints the path of the settings. A .smsctl.json in a directory, or above it, chooses the ' +
      'organization there.',
  ]),
  topic('stores', 'secret stores', () => [
    stores,
    'Choose a store with `smsctl setup credentials`; `smsctl status` shows it. smsctl never falls back to another store. It ' +
      'never prints secrets, writes them in plain text, or accepts them on the command line.',
  ]),
  topic('checks', 'checks of `smsctl verify`', () => [
    checklist.map(({ id, title }) => [id, title]),
    '`smsctl explain ID` explains a check. `verify --check` and `--skip` select checks. A check passes, warns, fails, is ' +
      'skipped or is unknown. Unknown means that smsctl could not check it: it is neither a failure nor a pass.',
  ]),
  {
    name: 'ticket',
    summary: 'a message did not arrive: find the cause',
    text: () => noMessagePage,
    shown: noMessageText,
  },
  topic('json', 'JSON documents for scripts', (commands) => [
    'With `--json`, stdout gets one document, on success and on error. Everything else goes to stderr. `error` is null, or has ' +
      '`code`, `message` and `hints`. Every field is always present.',
    'Fields are added, and never renamed, removed or retyped. Ignore unknown fields. Branch on ids, codes and `exitCode`, ' +
      'never on words.',
    documents(commands),
    '`smsctl schema NAME` prints the JSON Schema of a document.',
  ]),
  topic('accessibility', 'screen readers, color, narrow terminals', () => [
    accessibility,
    'Output wraps at 20 columns and more. A flag or an environment variable can answer every question.',
  ]),
];
