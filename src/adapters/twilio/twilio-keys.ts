import { Secret } from '../../domain/text/secret.ts';
import type { OpenApiKeys } from '../../ports.ts';
import { found, rowsOf, sidIn, text } from './twilio-answers.ts';
import { type TwilioOptions, twilioApi } from './twilio-api.ts';

/** Far more keys than an account has. Later pages are not read. */
const longestPage = 1000;

/**
 * The only module that creates and deletes API keys: https://www.twilio.com/docs/iam/api-keys/key-resource-v2010.
 * Rejects on opening as `openTwilio` does.
 */
export const openTwilioKeys =
  (options: TwilioOptions): OpenApiKeys =>
  async (credential) => {
    const api = twilioApi(credential, { ...options, writes: ['POST', 'DELETE'] });
    const keys = `/2010-04-01/Accounts/${credential.accountSid}/Keys`;
    return {
      create: async (name) => {
        const row = await api.post('api', `${keys}.json`, { FriendlyName: name });
        return { sid: sidIn(row), secret: new Secret(text(row, 'secret')) };
      },
      named: async (name) => {
        const rows = rowsOf(await api.get('api', `${keys}.json`, { PageSize: longestPage }), 'keys');
        return rows.filter(({ friendly_name: called }) => called === name).map((row) => sidIn(row));
      },
      delete: async (sid) => {
        await found(api.delete('api', `${keys}/${sid}.json`));
      },
    };
  };
