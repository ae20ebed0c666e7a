import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
import { type HostileProvider, startHostileProvider } from '../support/hostile-provider.ts';
import { bareEnvironment } from '../support/keyring.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';
import { named, straceRequirement } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');

interface Traced {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** `address:port` of every connection that the program or a child of it asked the system for. */
  readonly connections: readonly string[];
  /** Whether a name was looked up: the resolver reads its files first, and then asks port 53. */
  readonly lookedUp: boolean;
}

/** Runs the program under strace: what the system was asked for is the truth about connections, whoever asked. */
async function traced(argv: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<Traced> {
  const log = join(temporaryFolder('trace'), 'trace');
  const strace = ['strace', '-f', '-qq', '-e', 'trace=connect,openat', '-e', 'signal=none', '-o', log];
  const { code, out, err } = await runProgram([...strace, ...smsctl, ...argv], { env, input });
  const text = readFileSync(log, 'utf8');
  const inet = /sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/g;
  const connections = [...text.matchAll(inet)].map(([, port, four, six]) => `${four ?? six}:${port}`);
  const lookedUp = /"\/etc\/(?:hosts|resolv\.conf)"/.test(text) || connections.some((each) => each.endsWith(':53'));
  return { code, out, err, connections, lookedUp };
}

describe.skipIf(straceRequirement())(named('where connections go', straceRequirement()), () => {
  let provider: HostileProvider;
  let proxy: ConnectProxy;
  let elsewhere: Server;
  /** Requests that reached a place where none should ever arrive. */
  const strays: string[] = [];
  /** A folder that is set up, and only ever copied: tests run side by side, and every run writes to its folder. */
  let ready: string;

  const answers = [
    ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
    ...['--confirm-method', 'auth-token', '--confirmed-by', 'Ada'],
    ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
  ];

  const environment = (home: string): Record<string, string> => ({
    ...bareEnvironment(home),
    CI: '1',
    SMSCTL_TWILIO_URL: provider.url,
    TWILIO_AUTH_TOKEN: authToken,
  });

  beforeAll(async () => {
    provider = await startHostileProvider();
    proxy = await startConnectProxy((socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    elsewhere = createServer((request, response) => {
      strays.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    ready = temporaryFolder('hosts');
    const { code } = await runProgram([...smsctl, 'setup', '--yes', ...answers], { env: environment(ready) });
    expect(code).toBe(0);
  });
  afterAll(async () => {
    await provider.close();
    await proxy.close();
    elsewhere.close();
    expect(strays).toEqual([]);
  });

  const portOf = (server: Server): number => (server.address() as AddressInfo).port;
  const fresh = (): string => {
    const home = temporaryFolder('hosts');
    cpSync(ready, home, { recursive: true });
    return home;
  };
  const settingsPath = (home: string) => join(home, 'config', 'smsctl', 'organizations', 'default.json');

  /** A run that must be refused before the system is asked for any connection or name. */
  async function expectRefused(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Traced> {
    const run = await traced(argv, env);
    expect(run.connections).toEqual([]);
    expect(run.lookedUp).toBe(false);
    expect([2, 3]).toContain(run.code);
    expect(run.out + run.err).not.toContain(authToken);
    return run;
  }

  it('are tried with as many hosts as are promised', ({ task }) => {
    expect(task.suite?.tasks.filter((each) => each !== task)).toHaveLength(promised(/(\d+) hosts/));
  });

  const port = () => portOf(elsewhere);
  it.concurrent.each([
    ['another host', () => 'http://evil.example'],
    ['another host over TLS', () => 'https://evil.example/'],
    ['loopback over TLS', () => `https://127.0.0.1:${port()}`],
    ['loopback as the user of another host', () => 'http://127.0.0.1@evil.example'],
    ['loopback as user and password', () => 'http://127.0.0.1:80@evil.example:80'],
    ['loopback below another domain', () => 'http://127.0.0.1.evil.example'],
    ['localhost below another domain', () => 'http://localhost.evil.example'],
    ['another host behind a fragment', () => `http://127.0.0.1:${port()}#@evil.example`],
    ['another host behind a backslash', () => 'http://evil.example\\@127.0.0.1'],
    ['a query', () => `http://127.0.0.1:${port()}/?host=evil.example`],
    ['a path', () => `http://127.0.0.1:${port()}/x`],
    ['a user', () => `http://user:pass@127.0.0.1:${port()}`],
    ['every address of the machine', () => `http://0.0.0.0:${port()}`],
    ['a mapped address', () => 'http://[::ffff:10.0.0.1]'],
    ['a mapped loopback address', () => `http://[::ffff:127.0.0.1]:${port()}`],
    ['another loopback address', () => `http://127.0.0.2:${port()}`],
    ['a private network', () => 'http://10.0.0.1'],
    ['the metadata service', () => 'http://169.254.169.254/latest'],
    ['a dot behind localhost', () => `http://localhost.:${port()}`],
    ['a socket', () => 'unix:/var/run/docker.sock'],
    ['a file', () => 'file:///etc/passwd'],
    ['a script', () => 'javascript:alert(1)'],
    ['data', () => 'data:application/json,{}'],
    ['a websocket', () => `ws://127.0.0.1:${port()}`],
    ['a host without a scheme', () => 'evil.example'],
    ['no host', () => 'http://'],
    ['a line break', () => `http://127.0.0.1:${port()}/\r\nHost: evil.example`],
    ['a letter that looks like another', () => 'http://lоcalhost'],
    ['full-width signs', () => 'http://evil.example／@127.0.0.1'],
  ])('refuses %s as a base URL', async (_, url) => {
    const run = await expectRefused(['verify', '--json'], { ...environment(fresh()), SMSCTL_TWILIO_URL: url() });
    // The checks that ask the provider name the variable, and nothing more.
    expect(run.out).toContain('Invalid SMSCTL_TWILIO_URL');
  });

  const regions = [
    'evil.example/',
    'evil.example#',
    'evil.example?',
    '@evil.example',
    'us1.evil.example',
    'us1@evil.example/',
    '../evil',
    'us1\nevil',
    'us1 evil',
    'xn--evil',
    'us2',
    '127.0.0.1/',
  ];

  it.concurrent.each(regions)('refuses %j as a region by flag and variable', async (region) => {
    const step = ['setup', 'credentials', '--yes', ...answers];
    await expectRefused([...step, '--region', region], environment(fresh()));
    await expectRefused(step, { ...environment(fresh()), TWILIO_REGION: region });
  });

  it.concurrent.each(regions)('refuses %j as a region in an answers file and in the settings', async (region) => {
    const home = fresh();
    const file = join(home, 'answers.json');
    writeFileSync(file, JSON.stringify({ credentials: { region } }));
    await expectRefused(['setup', 'credentials', '--yes', '--answers', file], environment(home));
    const settings = JSON.parse(readFileSync(settingsPath(home), 'utf8'));
    settings.credentials.region = region;
    writeFileSync(settingsPath(home), JSON.stringify(settings));
    await expectRefused(['verify', '--json'], environment(home));
  });

  it.concurrent.each([
    ['an Account SID with a path', 'accountSid', 'AC1/../../evil'],
    ['an Account SID with a host', 'accountSid', '@evil.example/'],
    ['an API key with a path', 'apiKeySid', 'SK../x'],
  ])('refuses %s in the settings', async (_, name, value) => {
    const home = fresh();
    const settings = JSON.parse(readFileSync(settingsPath(home), 'utf8'));
    settings.credentials[name] = value;
    writeFileSync(settingsPath(home), JSON.stringify(settings));
    await expectRefused(['verify', '--json'], environment(home));
  });

  const edges = ['evil.example/', 'evil.example#', '@evil.example', 'us1.evil.example', '127.0.0.1/', 'a\nb'];

  it.each(edges)('ignores an edge of the environment: %j', async (edge) => {
    const before = proxy.targets.length;
    const { SMSCTL_TWILIO_URL: _, ...env } = environment(fresh());
    const run = await traced(['verify', '--json'], { ...env, TWILIO_EDGE: edge, HTTPS_PROXY: proxy.url });
    expect(run.code).toBe(3);
    const targets = proxy.targets.slice(before);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(target).toMatch(/^[a-z]+\.twilio\.com:443$/);
    expect(new Set(run.connections)).toEqual(new Set([new URL(proxy.url).host]));
    expect(run.lookedUp).toBe(false);
  });

  it.concurrent.each([
    ['a script that chooses a proxy', 'pac+http://evil.example/x.pac'],
    ['a script as data', 'pac+data:application/javascript,x'],
    ['a file', 'file:///etc/passwd'],
    ['FTP', 'ftp://evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['no host', 'http://'],
    ['a password without a host', 'http://user:hidden-word@:80'],
    ['a port alone', 'http://:8080'],
  ])('refuses %s as a proxy', async (_, value) => {
    const { SMSCTL_TWILIO_URL: __, ...env } = environment(fresh());
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
      const run = await expectRefused(['verify', '--json'], { ...env, [name]: value });
      expect(run.out + run.err).not.toContain('hidden-word');
    }
  });

  it('sends host names and no credentials to a proxy', async () => {
    const heard: string[] = [];
    const spy = await startConnectProxy((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 302 Found\r\n\r\n'));
    const { SMSCTL_TWILIO_URL: _, ...env } = environment(fresh());
    const run = await traced(['verify', '--json'], { ...env, HTTPS_PROXY: spy.url });
    await spy.close();
    expect(run.code).toBe(3);
    expect(new Set(run.connections)).toEqual(new Set([new URL(spy.url).host]));
    expect(heard.join()).not.toContain(authToken);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect with %d', async (status) => {
    for (const host of [`127.0.0.1:${port()}`, `localhost:${port()}`, 'evil.example']) {
      provider.mode = (_, response) => {
        response
          .writeHead(status, { location: `http://${host}/2010-04-01/x`, refresh: `0; url=http://${host}/` })
          .end();
      };
      const run = await traced(['verify', '--json'], environment(fresh()));
      expect(run.code).toBe(3);
      expect(new Set(run.connections)).toEqual(new Set([new URL(provider.url).host]));
      expect(run.lookedUp).toBe(false);
    }
    provider.mode = 'well';
  });

  it('requests no next page on another host', async () => {
    const url = `http://127.0.0.1:${port()}/next`;
    provider.mode = (_, response) => {
      const page = {
        next_page_uri: url,
        next_page_url: url,
        uri: url,
        meta: { next_page_url: url, url, key: 'x' },
        messages: [],
      };
      response
        .writeHead(200, { 'content-type': 'application/json', link: `<${url}>; rel="next"` })
        .end(JSON.stringify(page));
    };
    const run = await traced(['verify', '--json'], environment(fresh()));
    provider.mode = 'well';
    expect(new Set(run.connections)).toEqual(new Set([new URL(provider.url).host]));
  });
});
