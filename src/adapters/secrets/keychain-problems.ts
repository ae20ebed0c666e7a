import { SecretStoreError, type SecretStoreProblem } from '../../domain/secret-store-error.ts';
import { printable } from '../../domain/text/printable.ts';
import type { KeychainAnswer } from './keychain-operations.ts';

/** Why a keychain cannot be used. Several states may have the same next step. */
export type KeychainState =
  | 'locked'
  | 'no-keyring'
  | 'no-service'
  | 'no-bus'
  | 'no-library'
  | 'late'
  | 'crashed'
  | 'ended'
  | 'unwritable'
  | 'refused'
  | 'off';

/** The state by the system's English message; the first match counts. It only selects the text of an error. */
const texts: readonly (readonly [RegExp, KeychainState])[] = [
  [/No such object path|Object does not exist (?!.*\/collection\/\w+\/\d)/i, 'no-keyring'],
  [/locked collection|prompt was dismissed|User interaction is not allowed/i, 'locked'],
  [/disconnected from message bus|NoReply|name :[\d.]+ was not provided|Process \S+ (?:exited|received)/, 'ended'],
  [/Couldn't create item|error occurred on the device|could not be read back/i, 'unwritable'],
  [/org\.freedesktop\.secrets/, 'no-service'],
  [
    /autolaunch|Could not connect|dbus-launch|does not contain a colon|unsupported transport|Connection refused/i,
    'no-bus',
  ],
  [/Timeout was reached/, 'late'],
  // On Windows, for services and for users who signed in with an SSH key (ERROR_NO_SUCH_LOGON_SESSION).
  [/logon session does not exist/i, 'no-bus'],
];

/** The state for a failure that the child process reports. */
export function stateBehind({ failed, text }: Extract<KeychainAnswer, { ok: false }>): KeychainState {
  if (failed === 'load') return 'no-library';
  if (failed === 'lost') return 'unwritable';
  return texts.find(([pattern]) => pattern.test(text))?.[1] ?? 'refused';
}

/**
 * True if another process deleted an item while this one searched the keychain, so that a retry succeeds. The texts are
 * gnome-keyring's; an item's path ends with its number below that of its keyring.
 */
export const hasVanished = ({ text }: Extract<KeychainAnswer, { ok: false }>): boolean =>
  /No such interface .*Secret\.Item|Object does not exist at path .*\/collection\/\w+\/\d+\b/.test(text);

const orFile = 'or use an encrypted file: `smsctl setup credentials --store file`';

type Words = readonly [problem: SecretStoreProblem, sentence: string, nextStep: string];

const words: Readonly<Record<KeychainState, Words>> = {
  locked: [
    'locked',
    'The OS keychain is locked.',
    `Unlock it (log in on the desktop, or run \`gnome-keyring-daemon --unlock\`), ${orFile}.`,
  ],
  'no-keyring': [
    'locked',
    'The OS keychain has no login keyring.',
    `To create one, log in on the desktop or run \`gnome-keyring-daemon --unlock\`, ${orFile}.`,
  ],
  'no-service': [
    'no-service',
    'No keychain service runs on this machine.',
    `Install one (Debian, Ubuntu, Fedora: gnome-keyring), ${orFile}.`,
  ],
  'no-bus': [
    'no-bus',
    'The OS keychain is not available: there is no desktop session (D-Bus), as on servers, in containers and in WSL.',
    `Start a session (\`dbus-run-session\`, package dbus, with gnome-keyring), ${orFile}.`,
  ],
  'no-library': [
    'no-library',
    'The keychain library cannot be loaded.',
    `Install it (Debian, Ubuntu: libsecret-1-0; Fedora: libsecret; Alpine is not supported), ${orFile}.`,
  ],
  late: [
    'prompt-timeout',
    'The OS keychain did not answer in time. Its window may be open.',
    `Answer its window or restart it, then run the command again, ${orFile}.`,
  ],
  crashed: ['crashed', 'The keychain library crashed.', `Run the command again, ${orFile}.`],
  ended: ['crashed', 'The keychain service ended before it answered.', `Run the command again, ${orFile}.`],
  unwritable: [
    'denied',
    'The OS keychain did not save the secret. Its disk may be full or read-only.',
    `Free space in its directory (gnome-keyring: ~/.local/share/keyrings), ${orFile}.`,
  ],
  refused: [
    'denied',
    'The OS keychain refused access.',
    `Pass \`--verbose\` to see the error of the system, ${orFile}.`,
  ],
  off: ['denied', 'SMSCTL_KEYCHAIN=off turns off the OS keychain.', `Unset it, ${orFile}.`],
};

/** What differs on Windows, where no other service can be installed. */
const wordsOnWindows: Partial<Readonly<Record<KeychainState, Words>>> = {
  'no-bus': [
    'no-bus',
    'The Credential Manager is not available in this session, as over SSH and in services.',
    `Log in on the desktop, ${orFile}.`,
  ],
  'no-library': [
    'no-library',
    'The keychain library cannot be loaded.',
    `Install smsctl with its optional dependencies (\`npm install --include=optional\`), ${orFile}.`,
  ],
  unwritable: [
    'denied',
    'The Credential Manager did not save the secret.',
    `Free space on the disk of your user profile, ${orFile}.`,
  ],
};

/** The error for a state: one sentence, one next step, and the system's message. */
export function keychainError(
  state: KeychainState,
  systemText?: string,
  platform: NodeJS.Platform = process.platform,
): SecretStoreError {
  const [problem, message, nextStep] = (platform === 'win32' ? wordsOnWindows[state] : undefined) ?? words[state];
  return new SecretStoreError({
    problem,
    message,
    nextStep,
    ...(systemText !== undefined && { systemText: printable(systemText) }),
  });
}
