import type { Environment } from '../../domain/environment.ts';
import type { Ambient } from '../../domain/readiness/facts.ts';
import { Secret } from '../../domain/text/secret.ts';

/** What Twilio's SDK and command line read from the environment (https://www.twilio.com/docs/twilio-cli/general-usage). */
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
