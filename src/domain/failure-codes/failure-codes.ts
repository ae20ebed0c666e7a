import { type ExitCode, exitCode } from '../exit-code.ts';

/** An error code of smsctl, as in `error.code` of a document. Part of the machine interface: never renamed. */
export interface FailureCode {
  readonly code: string;
  /** The exit codes of a run that ends with it. */
  readonly exits: readonly ExitCode[];
  /** What happened, one sentence. */
  readonly meaning: string;
  /** What to do, with commands in backticks. */
  readonly remedy: string;
}

type Row = readonly [code: string, exits: ExitCode | readonly ExitCode[], meaning: string, remedy: string];

const { busy, internal, interrupted, notReady, outputFailed, unknown, usage } = exitCode;

const rows: readonly Row[] = [
  [
    'acknowledge.not-set-up',
    notReady,
    'The sections that the acknowledgement is about are not saved.',
    'Run `smsctl setup` first.',
  ],
  [
    'cancelled',
    [exitCode.hangup, interrupted, exitCode.terminated],
    'A person or a signal ended the run.',
    'Run the command again. Finished steps are still saved.',
  ],
  [
    'contacts.column-uncertain',
    usage,
    'Several columns may hold the phone numbers.',
    'Name the column with `--contacts-column`.',
  ],
  [
    'contacts.database',
    usage,
    'The database cannot be read: its address, the query, the connection or the permissions.',
    'Read the message. Try the query in psql.',
  ],
  ['contacts.empty', usage, 'The list is empty.', 'Name a list with at least one row.'],
  [
    'contacts.no-header',
    usage,
    'The first line is longer than 1 MiB, so the file is not a list of contacts.',
    'Check how the file was exported.',
  ],
  [
    'contacts.no-phone-column',
    usage,
    'No column holds phone numbers, or the named column does not exist.',
    'Name the column with `--contacts-column`.',
  ],
  [
    'contacts.no-sheet',
    usage,
    'The workbook has no sheet with this name, or the list is not a workbook.',
    'Name one of the sheets with `--sheet`, or leave it out.',
  ],
  [
    'contacts.not-classified',
    usage,
    'A file is neither output of `contacts classify` nor a summary.',
    'Pass files that `smsctl contacts classify` or `smsctl contacts merge` wrote.',
  ],
  [
    'contacts.other-columns',
    usage,
    '`contacts classify` was told other columns than `contacts check` would use.',
    'Pass a plan with `--plan`, or name every column.',
  ],
  [
    'contacts.other-rules',
    usage,
    'Another version of smsctl, with other rules, wrote the file.',
    'Write it again with this version.',
  ],
  [
    'contacts.output',
    usage,
    'Several lists with different columns cannot share one output file.',
    'Check the lists one at a time.',
  ],
  [
    'contacts.plan',
    usage,
    'The file is not a plan, or the plan does not fit the command.',
    'Write it with `smsctl contacts check LIST --plan-out FILE`.',
  ],
  [
    'contacts.unreadable',
    usage,
    'The list cannot be read, or its format is not supported.',
    'Check the path and its permissions, or export the list as XLSX or CSV.',
  ],
  [
    'credentials.key-stands-by',
    usage,
    'No API key was created: one is already stored beside the active credentials.',
    'Switch to it with `smsctl credentials use api-key`, or remove it first.',
  ],
  ['credentials.none', usage, 'No credentials are active.', 'Run `smsctl setup credentials`.'],
  [
    'credentials.other-account',
    usage,
    'The given credentials belong to another account than the saved ones.',
    'Name the organization with `--org`, or confirm the account with `--account-sid`.',
  ],
  [
    'credentials.refused',
    notReady,
    'The new credentials do not work. Nothing was changed.',
    'Correct the credentials, or save them anyway with `--yes`.',
  ],
  [
    'credentials.rolled-back',
    [notReady, unknown],
    'The new credentials did not work from their store. The former ones are active again.',
    'Check the store with `smsctl verify --check credentials.store`.',
  ],
  ['credentials.same', usage, 'The new secret equals the active one.', 'Create a new secret at Twilio first.'],
  [
    'credentials.still-stored',
    unknown,
    'Unused secrets could not be deleted from their store.',
    'Unlock the store, then run `smsctl credentials remove pending`.',
  ],
  ['credentials.unknown', usage, 'No such credentials are stored.', 'List them with `smsctl credentials show`.'],
  [
    'credentials.unproven',
    unknown,
    'The new credentials could not be checked. Nothing was changed.',
    'Run the command again later, or save them anyway with `--yes`.',
  ],
  [
    'exec.not-executable',
    exitCode.notExecutable,
    'The program cannot be executed.',
    'Make it executable, or start it with its interpreter.',
  ],
  ['exec.not-found', exitCode.notFound, 'The program was not found.', 'Use an executable on PATH, or a full path.'],
  ['exec.not-set-up', notReady, 'No credentials are saved.', 'Run `smsctl setup credentials`.'],
  ['input.body', usage, 'The text of the test message is empty or too long.', 'Pass another text with `--body`.'],
  ['input.invalid', usage, 'An input is invalid.', 'Read the message, and correct the input.'],
  [
    'input.missing',
    usage,
    'A required input is missing, and there is no terminal to ask on.',
    'Pass the flag or the environment variable that the message names.',
  ],
  ['input.no-check', usage, '`--check` and `--skip` leave no check to run.', 'Skip fewer checks.'],
  [
    'input.recipient',
    usage,
    'The recipient is invalid, or is the sender itself.',
    'Pass a phone number in E.164, such as `smsctl send-test --to +12025550123`.',
  ],
  [
    'input.secret-in-file',
    usage,
    'The answers file contains a secret.',
    'Remove it from the file, and pass it as an environment variable, a file or stdin.',
  ],
  [
    'input.several-subjects',
    usage,
    'The text for `explain` names several subjects.',
    'Explain one at a time, such as `smsctl explain 30034`.',
  ],
  ['input.too-long', usage, 'The message text is too long.', 'Pass a shorter text.'],
  [
    'input.unknown-answer',
    usage,
    'The answers file has keys that smsctl does not know.',
    'Remove or rename them. docs/reference.md lists all keys.',
  ],
  ['input.unknown-check', usage, 'No check has this id.', 'List all ids with `smsctl explain`.'],
  ['input.unknown-scenario', usage, 'No scenario has this name.', 'List them with `smsctl sandbox --list`.'],
  ['input.unknown-schema', usage, 'No schema has this name.', 'List them with `smsctl schema`.'],
  ['input.unknown-shell', usage, 'No completion script exists for this shell.', 'Use bash, zsh, fish or powershell.'],
  ['input.unknown-step', usage, 'No step of the setup has this name.', 'List them with `smsctl setup --help`.'],
  ['input.unknown-subject', usage, '`explain` does not know the subject.', 'List what it knows with `smsctl explain`.'],
  ['input.unknown-topic', usage, 'No help topic or command has this name.', 'List them with `smsctl help`.'],
  ['input.unreadable', usage, 'A named file or stdin cannot be read.', 'Check the path and its permissions.'],
  [
    'input.usage',
    usage,
    'The command line is wrong.',
    'Run the command with `--help` to see its arguments and options.',
  ],
  [
    'internal',
    internal,
    'smsctl has a bug.',
    'Report the command, the version and the message. What was saved is still saved.',
  ],
  [
    'interrupted',
    [exitCode.hangup, interrupted, exitCode.terminated],
    'A signal ended the run before all checks were done.',
    'Run the command again. To limit how long it takes, pass `--timeout`.',
  ],
  [
    'node.unsafe',
    usage,
    'A debug setting of Node.js could expose credentials. smsctl read nothing.',
    'Unset it, or pass `--allow-unsafe-node`.',
  ],
  [
    'org.ambiguous',
    usage,
    'Several organizations are set up, and none was named.',
    'Pass `--org` or set SMSCTL_ORG. To list them, run `smsctl org list`.',
  ],
  [
    'org.choice-unreadable',
    unknown,
    'The file with the choice of `org use` cannot be read.',
    'Pass `--org`, or delete the file and run `smsctl org use ID`.',
  ],
  ['org.exists', usage, 'The organization ID is taken.', 'Choose another ID. To list them, run `smsctl org list`.'],
  [
    'org.half-renamed',
    unknown,
    'A rename of the organization was interrupted.',
    'Run the `org rename` command that the message names.',
  ],
  [
    'org.secrets-left',
    unknown,
    'Secrets of the organization could not be deleted, so its settings were kept.',
    'Unlock the store and run the command again, or run `smsctl credentials remove pending`.',
  ],
  ['org.unknown', usage, 'The organization is not set up on this machine.', 'List them with `smsctl org list`.'],
  [
    'output.failed',
    outputFailed,
    'An output file cannot be written.',
    'Free disk space, or name a file in a directory that you can write to.',
  ],
  [
    'output.refused',
    usage,
    'The output file must not be replaced.',
    'Name another file, or pass `--yes` if the message says so.',
  ],
  [
    'project.unreadable',
    unknown,
    'The `.smsctl.json` file is invalid or cannot be read.',
    'Correct the file, or pass `--org`.',
  ],
  [
    'project.untrusted',
    unknown,
    'The `.smsctl.json` file belongs to another user.',
    'Pass `--org`. If you trust the file, make it your own.',
  ],
  ['provider.not-found', unknown, 'Twilio has no such resource.', 'Run `smsctl verify` to see what is missing.'],
  [
    'provider.not-twilio',
    unknown,
    'The answer did not come from Twilio.',
    'Check for a proxy or a login page in this network.',
  ],
  [
    'provider.not-understood',
    unknown,
    'smsctl does not understand the answer of Twilio.',
    'Update smsctl, or check in the Twilio Console.',
  ],
  [
    'provider.other-account',
    unknown,
    'The answer is about another account.',
    'Use credentials of the account itself, not of its parent account.',
  ],
  [
    'provider.proxy-unusable',
    usage,
    'The proxy environment variable is invalid.',
    'Set it to a URL such as http://proxy.example.com:8080, or unset it.',
  ],
  [
    'provider.rate-limited',
    unknown,
    'Twilio received too many requests.',
    'Retry later, for example with `smsctl verify --wait 5m`.',
  ],
  [
    'provider.refused',
    unknown,
    'The credentials are valid, but this kind of key may not do that.',
    'Use the Auth Token, or an API key with the permission.',
  ],
  [
    'provider.rejected',
    unknown,
    'Twilio does not accept the credentials.',
    'Enter them again with `smsctl setup credentials`.',
  ],
  [
    'provider.suspended',
    unknown,
    'The Twilio account is suspended or closed.',
    'Check the account in the Twilio Console.',
  ],
  [
    'provider.test-credentials',
    unknown,
    'The credentials are test credentials, which cannot read the account.',
    'Enter the live credentials with `smsctl setup credentials`.',
  ],
  [
    'provider.unavailable',
    unknown,
    'Twilio has an internal error.',
    'Retry later, for example with `smsctl verify --wait 5m`.',
  ],
  [
    'provider.unreachable',
    unknown,
    'No answer came from Twilio.',
    'Check the network, the proxy and the firewall, then retry.',
  ],
  [
    'provider.url-refused',
    usage,
    'The URL of the mock server is not an http origin on loopback.',
    'Use the URL that `smsctl sandbox` prints, or unset SMSCTL_TWILIO_URL.',
  ],
  [
    'send.not-ready',
    [notReady, unknown],
    'Nothing was sent: a check of the sender, the credentials or the recipient does not pass.',
    'Run `smsctl verify`.',
  ],
  ['send.not-set-up', notReady, 'The number or the credentials are not saved.', 'Run `smsctl setup`.'],
  [
    'send.refused',
    notReady,
    'Twilio refused the message. Nothing was sent.',
    'Run `smsctl explain` with the code in the message.',
  ],
  [
    'settings.busy',
    busy,
    'Another smsctl is saving. Nothing was changed.',
    'Wait for it to finish, then run the command again.',
  ],
  ['settings.newer', unknown, 'A newer version of smsctl wrote the settings.', 'Update smsctl.'],
  [
    'settings.overtaken',
    busy,
    'Another smsctl changed the same credentials at the same time.',
    'Run the command again.',
  ],
  [
    'settings.unreadable',
    unknown,
    'The settings file is invalid or cannot be read.',
    'Correct the file, or restore the copy that ends in .bak.',
  ],
  [
    'settings.unwritable',
    unknown,
    'The settings cannot be written.',
    'Correct the cause in the message, then run the command again.',
  ],
  [
    'step.refused',
    notReady,
    'A check of the step fails. Nothing of the step was saved.',
    'Correct the answers, or save them anyway with `--yes`.',
  ],
  [
    'step.unproven',
    unknown,
    'The step could not be checked. Nothing of it was saved.',
    'Run the command again later, or save the answers anyway with `--yes`.',
  ],
  ['store.crashed', unknown, 'The keychain service or its library ended unexpectedly.', 'Run the command again.'],
  [
    'store.damaged',
    unknown,
    'The stored secret was changed after smsctl wrote it.',
    'Enter the secret again with `smsctl setup credentials`.',
  ],
  [
    'store.denied',
    unknown,
    'The secret store refused access.',
    'Correct the cause in the message, or pass `--verbose` to see the error of the system.',
  ],
  [
    'store.locked',
    unknown,
    'The OS keychain is locked, or the passphrase of the encrypted file is missing.',
    'Unlock the keychain, or name a passphrase file in SMSCTL_PASSPHRASE_FILE.',
  ],
  [
    'store.mismatch',
    unknown,
    'The stored secret belongs to another account or key than the settings name.',
    'Enter the credentials again with `smsctl setup credentials`.',
  ],
  [
    'store.missing',
    unknown,
    'The secret is not in its store.',
    'Enter it again with `smsctl setup credentials`, or set its environment variable.',
  ],
  [
    'store.no-bus',
    unknown,
    'There is no desktop session, so there is no OS keychain.',
    'Use another store with `smsctl credentials set --store file`.',
  ],
  [
    'store.no-library',
    unknown,
    'The library of the OS keychain cannot be loaded.',
    'Install it, or use another store with `smsctl credentials set --store file`.',
  ],
  [
    'store.no-service',
    unknown,
    'No keychain service runs on this machine.',
    'Install one, or use another store with `smsctl credentials set --store file`.',
  ],
  [
    'store.prompt-timeout',
    unknown,
    'The OS keychain did not answer in time.',
    'Answer its window, or restart it, then run the command again.',
  ],
  [
    'store.read-only',
    unknown,
    'smsctl never writes to this store.',
    'Set the environment variable yourself, or use another store.',
  ],
  [
    'store.wrong-passphrase',
    unknown,
    'The passphrase does not open the encrypted file.',
    'Correct the passphrase. If it is lost, enter the secret again with `smsctl setup credentials`.',
  ],
];

/** All error codes of smsctl, sorted. */
export const failureCodes: readonly FailureCode[] = rows.map(([code, exits, meaning, remedy]) => ({
  code,
  exits: [exits].flat(),
  meaning,
  remedy,
}));
