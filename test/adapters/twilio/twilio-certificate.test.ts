import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTwilio } from '../../../src/adapters/twilio/twilio.ts';
import type { ProviderError } from '../../../src/domain/provider-error.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld } from '../../../src/sandbox/twilio/default-world.ts';
import { startInspectingProxy } from '../../support/inspecting-proxy.ts';
import { named, opensslRequirement } from '../../support/requirements.ts';
import { withAuthToken } from '../../support/sandbox-credentials.ts';

const missing = opensslRequirement();

describe.skipIf(missing !== undefined)(named('a certificate that is not trusted', missing), () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ world: defaultWorld() });
  });
  afterEach(async () => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    // No request, so no credentials.
    expect(sandbox.requests).toEqual([]);
    await sandbox.close();
  });

  /** What a request meets behind a proxy whose certificate has this subject. */
  async function met(subject: string): Promise<ProviderError> {
    const proxy = await startInspectingProxy(sandbox.url, subject);
    onTestFinished(() => proxy.close());
    const provider = await openTwilio({ env: { HTTPS_PROXY: proxy.url }, retryDelaysMs: [] })(withAuthToken());
    const error = await provider.accept().then(
      () => undefined,
      (thrown: ProviderError) => thrown,
    );
    expect(proxy.targets).toContain('api.twilio.com:443');
    if (error === undefined) throw new Error('The certificate was trusted.');
    expect(error).toMatchObject({ kind: 'unreachable', hints: [expect.stringContaining('NODE_EXTRA_CA_CERTS')] });
    return error;
  }

  it.each([
    ['its name', '/CN=Example Corp Inspection', 'issued by "Example Corp Inspection".'],
    ['its organization before its name', '/O=Example Corp/CN=Inspection', 'issued by "Example Corp".'],
    ['a name that is printable', '/CN=Example\u0007 Corp', 'issued by "Example\\x07 Corp".'],
  ])('is reported with %s', async (_, subject, issued) => {
    const { message } = await met(subject);
    expect(message).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(message).toContain(issued);
    expect(message).not.toContain('It is valid');
  });

  it('is reported without a name when it has none', async () => {
    const { message } = await met('/C=DE');
    expect(message).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(message).not.toContain('issued');
  });

  it('is not trusted when the environment asks for trust in everybody', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    await met('/CN=Example Corp Inspection');
  });

  it.each([-100, 100])('is reported with its dates when the clock is %d days off', async (days) => {
    const now = Date.now() + days * 86_400_000;
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    vi.useFakeTimers({ toFake: ['Date'], now });
    const { message } = await met('/CN=Example Corp Inspection');
    const [, from = '', to = '', today] = /valid from (\S+) to (\S+); .* is (\S+)\.$/.exec(message) ?? [];
    expect(Date.parse(to) - Date.parse(from)).toBe(2 * 86_400_000);
    expect(today).toBe(day(now));
  });
});
