import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { bareEnvironment } from './keyring.ts';
import { projectFolder, runProgram, smsctl } from './program.ts';

const { accountSid, authToken, number } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');

/** One command line, and what it reads from stdin. */
export interface Row {
  readonly argv: readonly string[];
  readonly input?: string;
}

/** Commands whose purpose is to change something; of those that have one, their dry run is below. */
export const writing = [
  ...['setup', 'acknowledge', 'contacts record', 'send-test'],
  ...['set', 'use', 'rotate', 'create-key', 'move', 'remove'].map((name) => `credentials ${name}`),
  ...['use', 'rename', 'remove'].map((name) => `org ${name}`),
];

/** Every other command, by its path, at work: a command that is in neither list fails the suite. */
export const reading: Readonly<Record<string, readonly Row[]>> = {
  verify: [
    ...[{ argv: ['verify'] }, { argv: ['verify', '--json'] }, { argv: ['verify', '--offline'] }],
    ...[{ argv: ['verify', '--env'] }, { argv: ['verify', '--dotenv', '-'], input: 'TWILIO_SID=none\n' }],
  ],
  status: [{ argv: ['status'] }, { argv: ['status', '--json'] }],
  explain: [{ argv: ['explain', '20003'] }],
  exec: [{ argv: ['exec', '--print-env'] }, { argv: ['exec', '--', 'true'] }],
  'message check': [{ argv: ['message', 'check', 'Hello'] }],
  report: [{ argv: ['report'] }, { argv: ['report', '--format', 'html'] }],
  'contacts check': [{ argv: ['contacts', 'check', contacts] }, { argv: ['contacts', 'check', contacts, '--json'] }],
  'contacts classify': [{ argv: ['contacts', 'classify', '--contacts-country', 'US'], input: '+12025550142\n' }],
  'contacts merge': [{ argv: ['contacts', 'merge'], input: '{}\n' }],
  completion: [{ argv: ['completion', 'bash'] }],
  complete: [{ argv: ['complete', '--', 'smsctl', 'verify', '--org', ''] }],
  'credentials show': [{ argv: ['credentials', 'show'] }, { argv: ['credentials', 'show', '--json'] }],
  help: [{ argv: ['help'] }, { argv: ['help', 'verify'] }, { argv: ['--help'] }, { argv: ['--version'] }],
  'org list': [{ argv: ['org', 'list'] }],
  'config path': [{ argv: ['config', 'path'] }],
  'config explain': [{ argv: ['config', 'explain'] }],
  'config export': [{ argv: ['config', 'export'] }],
  deliveries: [{ argv: ['deliveries'] }, { argv: ['deliveries', '--to', '+12025550123', '--json'] }],
  schema: [{ argv: ['schema', 'verify'] }],
  sandbox: [{ argv: ['sandbox', '--port', '70000'] }],
};

/** Command lines that change something elsewhere, and here only look. */
export const dryRuns: readonly Row[] = [
  { argv: ['setup', '--dry-run', '--yes'] },
  { argv: ['setup', 'credentials', '--dry-run'] },
  { argv: ['credentials', 'set', '--store', 'file', '--auth-token-stdin', '--dry-run'], input: authToken },
  { argv: ['credentials', 'rotate', '--dry-run', '--yes'] },
  { argv: ['credentials', 'move', 'file', '--dry-run'] },
  { argv: ['credentials', 'remove', 'all', '--dry-run', '--yes'] },
];

const answers = [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--store', 'file'],
  ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];

/** The environment of a machine of its own, below `base`, that talks to the provider at `url`. */
export function machine(base: string, home: string, url: string): Readonly<Record<string, string>> {
  const passphrase = join(base, 'passphrase');
  writeFileSync(passphrase, 'four words make one', { mode: 0o600 });
  mkdirSync(join(home, 'tmp'), { recursive: true });
  return {
    ...bareEnvironment(home),
    TMPDIR: join(home, 'tmp'),
    SMSCTL_TWILIO_URL: url,
    SMSCTL_PASSPHRASE_FILE: passphrase,
  };
}

/** Sets everything up, with the token in an encrypted file. Rejects with what it said when it did not come to an end. */
export async function setUp(env: Readonly<Record<string, string>>): Promise<void> {
  const argv = ['setup', '--yes', '--auth-token-stdin', ...answers];
  const { code, err } = await runProgram([...smsctl, ...argv], { env, input: authToken });
  if (code !== 0) throw new Error(err);
}
