import type { Environment } from '../../domain/environment.ts';
import { rememberSecret } from '../../domain/text/redaction.ts';

/** Variables that hold a secret: smsctl's, and those of Twilio's SDK, command line and examples, and of frameworks. */
const secretName =
  /^(?:(?:SUPABASE_AUTH_SMS_|GOTRUE_SMS_|SMS_|AUTH_)?TWILIO|SMSCTL)_\w*(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|DSN)$/;

const proxyNames: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

/** The secret in a variable, whose name may be in any case. Empty if there is none. */
function secretIn(name: string, value: string): string {
  const upper = name.toUpperCase();
  // Compiling the pattern takes time, and most variables are not smsctl's or Twilio's.
  if (upper.includes('TWILIO_') || upper.startsWith('SMSCTL_')) return secretName.test(upper) ? value : '';
  return proxyNames.includes(upper) ? passwordIn(value) : '';
}

/**
 * A copy of the environment. Removes variables with a secret or a proxy's password from `variables`, so that no child process
 * and no diagnostic report has them, and has them redacted in all output. On Windows, the copy compares names without case, as
 * `process.env` does, and lists them as they are written.
 */
export function takeEnvironment(variables: NodeJS.ProcessEnv, platform = process.platform): Environment {
  const env = { ...variables };
  for (const [name, value = ''] of Object.entries(env)) {
    // Stays in the environment: the PostgreSQL library reads it there later.
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

/** The password as it is sent to the proxy. An invalid escape stays as it is. */
function passwordIn(proxy: string): string {
  const { password } = URL.canParse(proxy) ? new URL(proxy) : { password: '' };
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
