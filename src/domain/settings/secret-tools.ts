import { programOf } from './command-words.ts';

/** A program of a secret manager: what to run there, by its public documentation. None of these commands holds a secret. */
interface SecretTool {
  readonly name: string;
  /** Changes a stored secret. */
  readonly put: string;
  /** Opens a session, or unlocks the secrets. */
  readonly logIn: string;
  /** How to make it print the secret alone, a sentence. Absent: it does so by default. */
  readonly alone?: string;
}

const vault = (program: string) => ({
  put: `${program} kv patch PATH FIELD=-`,
  logIn: `${program} login`,
  alone: 'Name the field that holds the secret with `-field=FIELD`.',
});

/** By the program's name. */
export const secretTools: ReadonlyMap<string, SecretTool> = new Map<string, SecretTool>([
  [
    'op',
    {
      name: '1Password',
      put: 'op item edit ITEM',
      logIn: 'op signin',
      alone: 'Name the field that holds the secret: `op read op://VAULT/ITEM/FIELD`.',
    },
  ],
  [
    'pass',
    {
      name: 'pass',
      put: 'pass insert --force NAME',
      logIn: 'pass show NAME',
      alone: 'Keep the secret in an entry of its own, or let a script print the first line.',
    },
  ],
  [
    'gopass',
    {
      name: 'gopass',
      put: 'gopass insert NAME',
      logIn: 'gopass show NAME',
      alone: 'Pass `--password`, which prints the first line alone.',
    },
  ],
  ['vault', { name: 'HashiCorp Vault', ...vault('vault') }],
  ['bao', { name: 'OpenBao', ...vault('bao') }],
  [
    'aws',
    {
      name: 'AWS',
      put: 'aws secretsmanager put-secret-value --secret-id NAME --secret-string file://FILE',
      logIn: 'aws sso login',
      alone: 'Pass `--query SecretString --output text`.',
    },
  ],
  [
    'gcloud',
    {
      name: 'Google Cloud',
      put: 'gcloud secrets versions add NAME --data-file=-',
      logIn: 'gcloud auth login',
    },
  ],
  [
    'az',
    {
      name: 'Azure Key Vault',
      put: 'az keyvault secret set --vault-name VAULT --name NAME --file FILE',
      logIn: 'az login',
      alone: 'Pass `--query value --output tsv`.',
    },
  ],
  [
    'secret-tool',
    {
      name: 'the OS keychain',
      put: 'secret-tool store --label=LABEL ATTRIBUTE VALUE',
      logIn: 'gnome-keyring-daemon --unlock',
    },
  ],
  [
    'doppler',
    {
      name: 'Doppler',
      put: 'doppler secrets set NAME',
      logIn: 'doppler login',
      alone: 'Pass `--plain`.',
    },
  ],
  [
    'infisical',
    {
      name: 'Infisical',
      put: 'infisical secrets set --file FILE',
      logIn: 'infisical login',
      alone: 'Pass `--plain --silent`.',
    },
  ],
  [
    'bw',
    {
      name: 'Bitwarden',
      put: 'bw edit item ID',
      logIn: 'bw unlock',
      alone: 'Use `bw get password ITEM`.',
    },
  ],
]);

/** How to put a new secret where `command` reads it, as a sentence. */
export function howToPut(command: readonly string[]): string {
  const put = secretTools.get(programOf(command))?.put;
  return put === undefined
    ? 'Put the new secret in with the program of your secret manager.'
    : `Put the new secret in, for example with \`${put}\`.`;
}
