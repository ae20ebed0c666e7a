import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { type InspectingProxy, startInspectingProxy } from '../support/inspecting-proxy.ts';
import { named, opensslRequirement } from '../support/requirements.ts';

/** Asks the built adapter in a process of its own, since Node reads NODE_EXTRA_CA_CERTS when it starts. */
const program = (adapters: string): string => `
  const { openTwilio } = await import(${JSON.stringify(`${adapters}/twilio/twilio.js`)});
  const { Secret } = await import(${JSON.stringify(`${adapters}/../domain/text/secret.js`)});
  const open = openTwilio({ env: process.env, retryDelaysMs: [] });
  const [accountSid, token] = ${JSON.stringify([sandboxIds.accountSid, sandboxIds.authToken])};
  const provider = await open({ method: 'auth-token', accountSid, secret: new Secret(token) });
  const { kind, message, hints } = await provider.accept().then(() => ({ kind: 'accepted' }), (error) => error);
  console.log(JSON.stringify({ kind, message, hints }));
`;

const missing = opensslRequirement();

describe.skipIf(missing !== undefined)(named('a proxy that inspects TLS', missing), () => {
  let sandbox: Sandbox;
  let proxy: InspectingProxy;

  beforeAll(async () => {
    sandbox = await startSandbox({ world: defaultWorld() });
    proxy = await startInspectingProxy(sandbox.url, '/CN=Example Corp Inspection');
  });
  afterAll(async () => {
    await proxy.close();
    await sandbox.close();
  });

  async function ask(
    env: Readonly<Record<string, string>>,
  ): Promise<{ kind: string; message: string; hints: string[] }> {
    const code = program(resolve(import.meta.dirname, '../../dist/adapters'));
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      env: { PATH: process.env.PATH, HTTPS_PROXY: proxy.url, ...env },
    });
    return JSON.parse(stdout);
  }

  it.each([
    ['', {}],
    [', also where NODE_TLS_REJECT_UNAUTHORIZED=0 asks for trust in everybody', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('sends no credentials%s and names the remedy', async (_, env) => {
    const before = sandbox.requests.length;
    const { kind, message, hints } = await ask(env);
    expect(kind).toBe('unreachable');
    expect(message).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(message).toContain('issued by "Example Corp Inspection"');
    expect(hints.join()).toContain('NODE_EXTRA_CA_CERTS');
    expect(proxy.targets).toContain('api.twilio.com:443');
    expect(sandbox.requests.slice(before)).toEqual([]);
  });

  it('trusts a certificate when NODE_EXTRA_CA_CERTS names it', async () => {
    expect(await ask({ NODE_EXTRA_CA_CERTS: proxy.certificate })).toMatchObject({ kind: 'accepted' });
    expect(sandbox.requests).toHaveLength(1);
  });
});
