import { checklist } from '../../../setup/checklist.ts';
import { steps } from '../../../setup/steps.ts';
import type { CommandSpec } from '../../command/command.ts';

export interface HelpTopic {
  readonly name: string;
  readonly summary: string;
  readonly text: (commands: readonly CommandSpec[]) => string;
}

const rows = (lines: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, words]) => `  ${name.padEnd(width)}${words}\n`).join('');
};

const exitCodes = `${rows([
  ['0', 'ready, or done as asked; verify with selected checks: all of them hold'],
  ['1', 'not ready: a check failed; not delivered; below the minimum'],
  ['2', 'the command line is wrong, or an input is missing or will not do'],
  ['3', 'could not tell: the provider is out of reach, the secret store is locked, the settings cannot be read'],
  ['70', 'a fault of smsctl'],
  ['74', 'the output could not be written'],
  ['75', 'another smsctl is saving; nothing was changed'],
  ['129, 130, 143', 'ended by a hang-up, by Ctrl-C, by a request to end'],
])}
A number never changes its meaning. JSON carries the same one as \`exitCode\`.
\`smsctl exec\` ends with the code of the program that it ran.
`;

const variables: readonly (readonly [string, string])[] = [
  ['SMSCTL_ORG', 'the organization; `--org` beats it, and it beats a .smsctl.json and `org use`'],
  ['SMSCTL_CONFIG_DIR', 'where the settings are, instead of the usual place'],
  ['SMSCTL_NO_INPUT, CI', 'never ask'],
  ['SMSCTL_PASSPHRASE_FILE', 'a file or pipe with the passphrase of the encrypted files'],
  ['SMSCTL_KEYCHAIN', '`off` keeps away from the keychain'],
  ['SMSCTL_TWILIO_URL', 'a stand-in for Twilio on loopback, such as `smsctl sandbox`'],
  ['SMSCTL_ALLOW_UNSAFE_NODE', 'as `--allow-unsafe-node`'],
  ['ACCESSIBLE', 'plain lines, as with `--plain`'],
  ['NO_COLOR', 'no colours, when it is not empty'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'how Twilio is reached'],
  ['NODE_EXTRA_CA_CERTS', 'a file with certificates to trust besides'],
];

/** The variable of each setup question. */
const answers = (): readonly (readonly [string, string])[] =>
  steps
    .flatMap(({ questions }) => questions)
    .flatMap(({ variable, message }) => (variable === null ? [] : [[variable, message] as const]));

const json = (commands: readonly CommandSpec[]): string => {
  const documents = commands.flatMap(({ path, document }) =>
    document === undefined ? [] : [[`smsctl ${path} --json`, document.schema] as const],
  );
  return `One document on stdout, on success and on error; everything else is on stderr.
\`error\` is null, or says \`code\`, \`message\` and \`hints\`. Every field is always there. Fields are added, never renamed,
retyped or removed; read what you know and ignore the rest. Branch on ids, codes and \`exitCode\`, never on words.

${rows(documents)}
\`smsctl schema NAME\` prints the JSON Schema of a document.
`;
};

const checksPage = (): string => `${rows(checklist.map(({ id, title }) => [id, title]))}
\`smsctl explain ID\` says why one matters, and what to do. \`verify --check\` and \`--skip\` select.
Each passes, warns, fails, is skipped, or is unknown. An unknown is never a failure and never a pass.
`;

const stores = `${rows([
  ['keychain', "the operating system's. On Linux: a session with gnome-keyring, and libsecret-1-0"],
  ['file', 'one encrypted file a secret, in the age format, opened by a passphrase; for servers and containers'],
  ['env', 'TWILIO_AUTH_TOKEN or TWILIO_API_SECRET, read at every run and never written; for CI'],
])}
Chosen once with \`smsctl setup credentials\`, and remembered; \`smsctl status\` shows it. Nothing falls back to another one by
itself, and no secret is ever written in clear, given on a command line or printed.
`;

const accessibility = `${rows([
  ['--plain, ACCESSIBLE=1', 'lines are only added, never redrawn; choices are numbered; results are words'],
  ['--no-color, NO_COLOR', 'no colours; nothing is told by colour alone anyway'],
  ['LANG=C', 'symbols are plain ASCII'],
  ['TERM=dumb', 'the same as --plain'],
])}
Lines are wrapped for terminals from 20 columns on. Every question can be answered by a flag or a variable instead.
`;

export const helpTopics: readonly HelpTopic[] = [
  { name: 'exit-codes', summary: 'what a number means', text: () => exitCodes },
  {
    name: 'environment',
    summary: 'every variable that is read',
    text: () => `${rows(variables)}\nAnswers of the setup (a flag beats them):\n\n${rows(answers())}`,
  },
  { name: 'stores', summary: 'where secrets are kept', text: () => stores },
  { name: 'checks', summary: 'everything that verify looks at', text: checksPage },
  { name: 'json', summary: 'documents for scripts', text: json },
  { name: 'accessibility', summary: 'screen readers, colours, narrow terminals', text: () => accessibility },
];
