import type { Ambient } from '../../domain/readiness/facts.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { storeNames } from '../../domain/settings/settings.ts';
import { rememberSecret } from '../../domain/text/redaction.ts';
import { Secret } from '../../domain/text/secret.ts';
import type { SecretStore } from '../../ports.ts';

/** Variables that hold a secret: ours, and Twilio's by the names that its SDK, its command line and its examples give them. */
const secretName = /^(?:TWILIO|SMSCTL)_\w*(?:TOKEN|SECRET|PASSWORD|PASSPHRASE)$/;

const proxyNames: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

/** The secret that a variable holds, in whatever case its name is written; empty: none. */
function secretIn(name: string, value: string): string {
  const upper = name.toUpperCase();
  // A pattern is compiled when it is first asked, and most variables are somebody else's.
  if (upper.startsWith('TWILIO_') || upper.startsWith('SMSCTL_')) return secretName.test(upper) ? value : '';
  return proxyNames.includes(upper) ? passwordIn(value) : '';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A copy of the environment. On Windows, names are compared without case there as in `process.env`, and are listed as they
 * are written. What holds a secret, or a proxy's password, is gone from `variables` itself, so that no child
 * and no diagnostic report has it, and is kept out of whatever is written from now on.
 */
export function takeEnvironment(variables: NodeJS.ProcessEnv, platform = process.platform): Environment {
  const env = { ...variables };
  for (const [name, value = ''] of Object.entries(env)) {
    // The database's own library takes it from the environment later.
    if (name.toUpperCase() === 'PGPASSWORD') rememberSecret(value);
    const secret = secretIn(name, value);
    if (secret === '') continue;
    rememberSecret(secret);
    delete variables[name];
  }
  return platform === 'win32' ? withoutCase(env) : env;
}

function withoutCase(env: Environment): Environment {
  const names = new Map(Object.keys(env).map((name) => [name.toUpperCase(), name]));
  return new Proxy(env, {
    get: (target, name) => (typeof name === 'string' ? target[names.get(name.toUpperCase()) ?? name] : undefined),
  });
}

/** As it is sent to the proxy; a broken escape stays as it is. */
function passwordIn(proxy: string): string {
  const { password } = URL.canParse(proxy) ? new URL(proxy) : { password: '' };
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** Secrets that somebody else puts into the environment, as CI systems do. A key is the variable's name; nothing is written. */
export function environmentSecrets({ env }: { readonly env: Environment }): SecretStore {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new SecretStoreError({
        problem: 'read-only',
        message: 'Environment variables are never written by smsctl.',
        nextStep: 'Set the variable where smsctl is started, or choose another store with `smsctl setup credentials`.',
      }),
    );
  return {
    kind: 'env',
    location: storeNames.env,
    probe: async () => ({
      kind: 'env',
      ready: true,
      problem: null,
      sentence: 'Secrets are taken from variables at every run and never written.',
      nextStep: null,
    }),
    get: async (key) => {
      const value = env[key]?.trim();
      return value === undefined || value === '' ? undefined : new Secret(value);
    },
    prepare: refuse,
    set: refuse,
    delete: refuse,
  };
}

/** What Twilio's own SDK and command line take from the environment (https://www.twilio.com/docs/twilio-cli/general-usage). */
export function ambientFrom(env: Environment): Ambient {
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const secret = (name: string): Secret | undefined => {
    const value = read(name);
    return value === undefined ? undefined : new Secret(value);
  };
  const values = {
    accountSid: read('TWILIO_ACCOUNT_SID'),
    apiKeySid: read('TWILIO_API_KEY'),
    authToken: secret('TWILIO_AUTH_TOKEN'),
    apiKeySecret: secret('TWILIO_API_SECRET'),
    region: read('TWILIO_REGION'),
    edge: read('TWILIO_EDGE'),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
