import { describe, expect, it, onTestFinished } from 'vitest';
import { twilioHttp } from '../../../src/adapters/twilio/twilio-http.ts';
import type { ProviderError } from '../../../src/domain/provider-error.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { startConnectProxy } from '../../support/connect-proxy.ts';
import { authToken } from '../../support/fixtures.ts';

/** What a request to this URL meets, and where it went. */
async function requested(url: string) {
  const proxy = await startConnectProxy();
  onTestFinished(() => proxy.close());
  let sent = 0;
  const http = twilioHttp({
    ...{ env: { HTTPS_PROXY: proxy.url }, retryDelaysMs: [], timeoutMs: 3000, recognizes: () => true },
    onRequest: () => {
      sent += 1;
    },
  });
  const asked = { method: 'GET', url, user: 'AC', password: new Secret(authToken) };
  const error = await http.request(asked).then(
    () => undefined,
    (thrown: ProviderError) => thrown,
  );
  return { error, sent, targets: proxy.targets };
}

describe('a request', () => {
  it.each([
    'https://api.twilio.com.evil.example/2010-04-01',
    'https://api.twilio.com.evil/2010-04-01',
    'https://evil.example/api.twilio.com',
    'https://evil.example?.twilio.com',
    'https://evil.example#.twilio.com',
    'https://twilio.com/2010-04-01',
    'https://nottwilio.com/2010-04-01',
    'https://api.nottwilio.com/2010-04-01',
    'https://api.twilio.company/2010-04-01',
    'https://api.twilio.com:8443/2010-04-01',
    'https://api.twilio.com@evil.example/2010-04-01',
    'https://evil@api.twilio.com/2010-04-01',
    'https://:evil@api.twilio.com/2010-04-01',
    'http://api.twilio.com/2010-04-01',
    'https://apiXtwilio.com/2010-04-01',
  ])('is stopped before anything connects when it goes to %s', async (url) => {
    const { error, sent, targets } = await requested(url);
    expect(error).toMatchObject({ kind: 'not-twilio' });
    expect([sent, targets]).toEqual([0, []]);
  });

  it.each(['https://api.twilio.com/2010-04-01', 'https://api.dublin.ie1.twilio.com/2010-04-01'])(
    'goes out when it goes to %s',
    async (url) => {
      const { sent, targets } = await requested(url);
      expect(sent).toBe(1);
      expect(targets).toEqual([`${new URL(url).host}:443`]);
    },
  );
});
