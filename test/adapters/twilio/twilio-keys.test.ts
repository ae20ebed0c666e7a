import { openTwilio } from '../../../src/adapters/twilio/twilio.ts';
import { openTwilioKeys } from '../../../src/adapters/twilio/twilio-keys.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { apiKeysContract } from '../../contracts/api-keys.ts';

apiKeysContract('Twilio', async (world) => {
  const { url, close } = await startSandbox({ world });
  const options = { baseUrl: url, env: {}, timeoutMs: 15_000, retryDelaysMs: [1, 1] };
  return { open: openTwilioKeys(options), openProvider: openTwilio(options), close };
});
