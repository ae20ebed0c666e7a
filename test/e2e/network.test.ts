import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import type { CheckResult } from '../../src/domain/readiness/check.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { openAndTalkNonsense, startConnectProxy } from '../support/connect-proxy.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { named, opensslRequirement, ownNetworkRequirement } from '../support/requirements.ts';
import { settingsOf, variablesOf } from '../support/scenario.ts';

const missing = opensslRequirement();
const noNetworkOfItsOwn = ownNetworkRequirement();

function readyScenario(): Scenario {
  const found = scenarios.find(({ name }) => name === 'ready');
  if (found === undefined) throw new Error('There is such a scenario.');
  return found;
}

/**
 * `verify`, the built program, on its way to the real `api.twilio.com`: everything passes a proxy of ours, which plays the fault, or
 * is in a network of its own, so that nothing ever leaves this machine.
 */
describe.skipIf(missing !== undefined)(named('faults of the network, told by verify', missing), () => {
  const folder = mkdtempSync(join(tmpdir(), 'smsctl-network-'));
  const closing: (() => unknown)[] = [];
  let sandbox: Sandbox;
  const certificates = join(folder, 'all.pem');

  const ready = readyScenario();
  const { accountSid, authToken: secret = '' } = ready.setup;
  let runs = 0;

  /** Ready, on paper: only the network stands between the setup and its verdict. */
  async function verify(env: Readonly<Record<string, string>>, ...flags: readonly string[]) {
    return verifyBy(smsctl, env, ...flags);
  }

  async function verifyBy(
    program: readonly string[],
    env: Readonly<Record<string, string>>,
    ...flags: readonly string[]
  ) {
    runs += 1;
    const home = join(folder, `home-${runs}`);
    const configuration = join(home, 'config');
    await settingsFile({ directory: configuration, organization: 'default' }).update(() => settingsOf(ready));
    const ran = await runProgram([...program, 'verify', ...flags], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        LANG: 'C.UTF-8',
        SMSCTL_CONFIG_DIR: configuration,
        XDG_STATE_HOME: join(home, 'state'),
        ...(variablesOf(ready.setup) as Record<string, string>),
        ...env,
      },
    });
    expect(ran.out + ran.err).not.toContain(secret);
    expect(ran.out + ran.err).not.toContain(Buffer.from(`${accountSid}:${secret}`).toString('base64'));
    return ran;
  }

  async function accepted(
    env: Readonly<Record<string, string>>,
    { program = smsctl, timeout = '20s' }: { readonly program?: readonly string[]; readonly timeout?: string } = {},
  ) {
    const { code, out, err } = await verifyBy(program, env, '--json', '--timeout', timeout);
    const document = JSON.parse(out) as { readonly verdict: string; readonly checks: readonly CheckResult[] };
    const result = document.checks.find(({ id }) => id === 'credentials.accepted');
    expect(document.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([]);
    expect(document.verdict, out).toBe(code === 0 ? 'ready' : 'unknown');
    return { code, err, status: result?.status, detail: result?.detail, remedy: result?.remedy?.text };
  }

  const proxied = async (...meet: Parameters<typeof startConnectProxy>) => {
    const proxy = await startConnectProxy(...meet);
    closing.push(proxy.close);
    return proxy;
  };

  /** A certificate for every host of Twilio, valid between these days, signed by itself. */
  function certificate(name: string, from: string, to: string) {
    const of = (ending: string): string => join(folder, `${name}.${ending}`);
    const openssl = (...args: readonly string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
    writeFileSync(of('cnf'), authority(of('index'), of('serial')));
    writeFileSync(of('index'), '');
    writeFileSync(of('serial'), '01');
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', ...kind, '-subj', '/O=Example Corp Inspection/CN=Root', '-keyout', of('key'), '-out', of('csr'));
    const dates = ['-startdate', from, '-enddate', to];
    const files = ['-keyfile', of('key'), '-in', of('csr'), '-out', of('pem'), '-outdir', folder];
    openssl('ca', '-selfsign', '-batch', '-notext', '-config', of('cnf'), '-extensions', 'names', ...dates, ...files);
    return { key: readFileSync(of('key')), cert: readFileSync(of('pem')) };
  }

  /** What openssl needs to know of an authority before it gives a certificate dates. */
  const authority = (index: string, serial: string): string =>
    [
      '[ca]\ndefault_ca = here',
      `[here]\ndatabase = ${index}\nserial = ${serial}\ndefault_md = sha256\npolicy = any`,
      '[any]\norganizationName = optional\ncommonName = supplied',
      '[names]\nsubjectAltName = DNS:*.twilio.com',
      '',
    ].join('\n');

  /** A proxy that opens TLS with this certificate, and hands what it reads to the sandbox. */
  async function inspecting(pair: { readonly key: Buffer; readonly cert: Buffer }) {
    const server: Server = createServer(pair, ({ url: path, method, headers }, response) => {
      const { port } = new URL(sandbox.url);
      request({ port, path, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return proxied((socket) => {
      const onward = connect(port, '127.0.0.1');
      onward.on('error', () => socket.destroy());
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
  }

  const days = (count: number): string => {
    const date = new Date(Date.now() + count * 86_400_000);
    return `${date.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  };
  let company: { readonly key: Buffer; readonly cert: Buffer };
  let expired: typeof company;
  let future: typeof company;

  beforeAll(async () => {
    sandbox = await startSandbox({ world: ready.world });
    closing.push(sandbox.close);
    company = certificate('company', days(-10), days(10));
    expired = certificate('expired', days(-20), days(-10));
    future = certificate('future', days(10), days(20));
    writeFileSync(certificates, Buffer.concat([company.cert, expired.cert, future.cert]));
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    rmSync(folder, { recursive: true });
  });

  const saying = (answer: string) => (socket: Duplex) => void socket.end(answer);

  it.concurrent.each([
    [
      'a proxy whose name has no address',
      async () => ({ HTTPS_PROXY: 'http://ada:hidden-word@proxy.invalid:8080' }),
      /proxy\.invalid:8080\b.*\((ENOTFOUND|EAI_AGAIN)\)/,
      /HTTPS_PROXY/,
    ],
    [
      'a proxy that is not there',
      async () => ({ HTTPS_PROXY: 'http://127.0.0.1:9' }),
      /proxy 127\.0\.0\.1:9\b.*\(ECONNREFUSED\)/,
      /HTTPS_PROXY.*NO_PROXY/,
    ],
    [
      'a proxy that asks for a sign-in',
      async () => {
        const proxy = await proxied(saying('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'));
        return { https_proxy: proxy.url };
      },
      /proxy 127\.0\.0\.1:\d+\b.*\(HTTP 407\)/,
      /http:\/\/user:password@proxy:port/,
    ],
    [
      'a proxy that does not let us out',
      async () => ({ ALL_PROXY: (await proxied()).url }),
      /api\.twilio\.com\b.*\(HTTP 403\)/,
      /web page|browser/,
    ],
    [
      'a proxy that cannot reach Twilio',
      async () => {
        const proxy = await proxied(saying('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
        return { HTTPS_PROXY: proxy.url };
      },
      /proxy 127\.0\.0\.1:\d+\b.*Twilio.*\(HTTP 502\)/,
      /--wait 2m/,
    ],
    [
      'a proxy that cuts the connection',
      async () => ({ HTTPS_PROXY: (await proxied((socket) => void socket.destroy())).url }),
      /proxy 127\.0\.0\.1:\d+\b.*api\.twilio\.com\b.*\(ECONNRESET\)/,
      /--wait 2m/,
    ],
    [
      'no answer',
      async () => ({ HTTPS_PROXY: (await proxied(() => {})).url }),
      /api\.twilio\.com\b.*proxy 127\.0\.0\.1:\d+\b.*\b2 seconds/,
      /--timeout 60s/,
    ],
    [
      'something that is not TLS',
      async () => ({ HTTPS_PROXY: (await proxied(openAndTalkNonsense)).url }),
      /api\.twilio\.com\b.*proxy \S+.*\((EPROTO|ERR_SSL_\w+)\)/,
      /proxy or a firewall/,
    ],
    [
      'a company that opens TLS',
      async () => ({ HTTPS_PROXY: (await inspecting(company)).url }),
      /\(DEPTH_ZERO_SELF_SIGNED_CERT\).*"Example Corp Inspection"/,
      /NODE_EXTRA_CA_CERTS/,
    ],
    [
      'a clock that is fast, or a certificate that is over',
      async () => ({ HTTPS_PROXY: (await inspecting(expired)).url, NODE_EXTRA_CA_CERTS: certificates }),
      /\(CERT_HAS_EXPIRED\).* \d{4}-\d\d-\d\d .*\d{4}-\d\d-\d\d.*\d{4}-\d\d-\d\d/,
      /clock/,
    ],
    [
      'a clock that is slow',
      async () => ({ HTTPS_PROXY: (await inspecting(future)).url, NODE_EXTRA_CA_CERTS: certificates }),
      /\(CERT_NOT_YET_VALID\).* \d{4}-\d\d-\d\d\b/,
      /clock/,
    ],
  ] as const)('%s', async (name, start, detail, remedy) => {
    const env = await start();
    // Only what never answers is waited for to the end.
    const told = await accepted(env, { timeout: name === 'no answer' ? '2s' : '20s' });
    expect(told).toMatchObject({ code: 3, status: 'unknown', err: '' });
    expect(told.detail).toMatch(detail);
    expect(told.remedy).toMatch(remedy);
    expect(JSON.stringify(told)).not.toContain('hidden-word');
  });

  /** The program where there is no network but what `prepare` makes; `api.twilio.com` is this machine in `$HOSTS`. */
  const alone = (prepare: string): readonly string[] => {
    const hosts = join(folder, 'hosts');
    writeFileSync(hosts, '127.0.0.1 localhost api.twilio.com messaging.twilio.com\n');
    const script = `${prepare.replace('$HOSTS', hosts)} && exec "$@"`;
    return ['unshare', '--map-root-user', '--net', '--mount', 'sh', '-c', script, 'sh', ...smsctl];
  };

  it.skipIf(noNetworkOfItsOwn !== undefined).each([
    ['no network, and so no DNS', 'true', /api\.twilio\.com\b.*\((ENOTFOUND|EAI_AGAIN)\)/, /DNS.*HTTPS_PROXY/],
    [
      'an address without a way there',
      'mount --bind $HOSTS /etc/hosts',
      /api\.twilio\.com\b.*\(ENETUNREACH\)/,
      /HTTPS_PROXY/,
    ],
    [
      'a host that refuses',
      'mount --bind $HOSTS /etc/hosts && ip link set lo up',
      /api\.twilio\.com\b.*\(ECONNREFUSED\)/,
      /firewall/,
    ],
  ] as const)(named('%s', noNetworkOfItsOwn), async (_, prepare, detail, remedy) => {
    const told = await accepted({}, { program: alone(prepare) });
    expect(told).toMatchObject({ code: 3, status: 'unknown', err: '' });
    expect(told.detail).toMatch(detail);
    expect(told.remedy).toMatch(remedy);
  });

  it('is ready when NODE_EXTRA_CA_CERTS names the proxy’s certificate, and --verbose prints the route', async () => {
    const proxy = await inspecting(company);
    const url = proxy.url.replace('//', '//ada:hidden-word@');
    const before = sandbox.requests.length;
    const { code, out, err } = await verify(
      { https_proxy: url, no_proxy: 'example.com', NODE_EXTRA_CA_CERTS: certificates },
      '--verbose',
    );
    expect([code, out.includes('Ready: SMS can be used')]).toEqual([0, true]);
    expect(err).toContain(`the proxy ${proxy.url}.`);
    expect(err).toContain('NO_PROXY: example.com');
    expect(err).toContain(`NODE_EXTRA_CA_CERTS: ${certificates}`);
    expect(err).toContain(`${sandbox.requests.length - before} requests`);
    expect(out + err).not.toContain('hidden-word');
    const hosts = new Set(proxy.targets);
    expect([...hosts].filter((host) => !/^[a-z]+\.twilio\.com:443$/.test(host))).toEqual([]);
    expect(hosts.size).toBeGreaterThan(3);
  });

  it.each(['NO_PROXY', 'no_proxy'])('connects directly to hosts that %s names', async (name) => {
    // `invalid.` has no address anywhere: the region's host is asked for by name, and the proxy hears nothing.
    const proxy = await proxied();
    const { err } = await verify(
      { HTTPS_PROXY: proxy.url, [name]: '.twilio.com' },
      '--verbose',
      '--check',
      'number.saved',
    );
    expect(err).toMatch(/ directly\.$/m);
    expect(proxy.targets).toEqual([]);
  });
});
