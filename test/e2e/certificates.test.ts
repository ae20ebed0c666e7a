import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
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

/** A company's proxy that opens every TLS connection with a certificate of its own making, and reads what goes by. */
describe.skipIf(missing !== undefined)(named('a proxy that inspects TLS', missing), () => {
  const folder = mkdtempSync(join(tmpdir(), 'smsctl-certificates-'));
  const certificate = join(folder, 'certificate.pem');
  let sandbox: Sandbox;
  let proxy: ConnectProxy;
  const inspector: { close?: () => void } = {};

  beforeAll(async () => {
    const key = join(folder, 'key.pem');
    const names = ['-subj', '/CN=Example Corp Inspection', '-addext', 'subjectAltName=DNS:api.twilio.com'];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    sandbox = await startSandbox({ world: defaultWorld() });
    const { port } = new URL(sandbox.url);
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (seen, response) => {
      const { url: path, method, headers } = seen;
      request({ port, path, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    inspector.close = () => server.close();
    const address = server.address();
    proxy = await startConnectProxy((socket) => {
      const onward = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
      onward.on('error', () => socket.destroy());
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
  });
  afterAll(async () => {
    await proxy.close();
    inspector.close?.();
    await sandbox.close();
    rmSync(folder, { recursive: true });
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
    const { kind, message, hints } = await ask(env);
    expect(kind).toBe('unreachable');
    expect(message).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(message).toContain('issued by "Example Corp Inspection"');
    expect(hints.join()).toContain('NODE_EXTRA_CA_CERTS');
    expect(proxy.targets).toContain('api.twilio.com:443');
    expect(sandbox.requests).toEqual([]);
  });

  it('trusts a certificate when NODE_EXTRA_CA_CERTS names it', async () => {
    expect(await ask({ NODE_EXTRA_CA_CERTS: certificate })).toMatchObject({ kind: 'accepted' });
    expect(sandbox.requests).toHaveLength(1);
  });
});
