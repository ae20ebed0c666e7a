import { join } from 'node:path';
import type { Environment } from '../../domain/environment.ts';
import type { TwilioCli } from '../../ports.ts';

interface TwilioCliOptions {
  readonly env: Environment;
  /** The user's home directory. */
  readonly home: string;
  /** True if a user may be answering a window of the keychain. */
  readonly interactive: boolean;
}

/**
 * Where twilio-cli keeps its profiles: in `TWILIO_CONFIG_DIR`, else in `~/.twilio-cli`
 * (https://github.com/twilio/twilio-cli-core, src/services/env.js); before 3.0, its keys in the keychain under the service
 * `twilio-cli` (the same repository before 6.0, src/services/secure-storage.js).
 */
export const twilioCli = ({ env, home, interactive }: TwilioCliOptions): TwilioCli => ({
  configPath: join(env.TWILIO_CONFIG_DIR || join(home, '.twilio-cli'), 'config.json'),
  keychainEntry: async (profile) =>
    (await import('./keychain.ts')).keychainItem('twilio-cli', profile, { env, interactive }),
});
