import { accessSync, constants } from 'node:fs';
import type { Environment } from '../../domain/environment.ts';
import { type Unresolved, unresolvedPassword } from '../../domain/settings/unresolved.ts';
import { UserError } from '../../domain/user-error.ts';

const usableProtocols = ['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];

/** Lines that describe how Twilio is reached with this environment. A proxy's password is left out. */
export function describeNetwork(env: Environment): readonly string[] {
  const url = new URL('https://api.twilio.com');
  const proxy = proxyOrProblem(env, url);
  const certificates = env.NODE_EXTRA_CA_CERTS;
  return [
    `smsctl connects to Twilio ${proxy}.`,
    ...(read(env, 'no_proxy') === undefined ? [] : [`NO_PROXY: ${read(env, 'no_proxy')}`]),
    ...(certificates === undefined || certificates === ''
      ? []
      : [
          `NODE_EXTRA_CA_CERTS: ${certificates}${isReadable(certificates) ? '' : ' (cannot be read, so Node.js ignores it)'}`,
        ]),
  ];
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function proxyOrProblem(env: Environment, url: URL): string {
  try {
    const proxy = proxyChooser(env)(url);
    return proxy === undefined ? 'directly' : `through the proxy ${proxy.protocol}//${proxy.host}`;
  } catch (error) {
    if (error instanceof UserError) return `through an unusable proxy (${error.message})`;
    throw error;
  }
}

/**
 * Returns the proxy for an https URL; undefined if none. The variables are read as curl reads them
 * (https://everything.curl.dev/usingcurl/proxies/env.html), in lower case first: https_proxy, then all_proxy. http_proxy
 * comes last: it is the only one that Twilio's SDK reads, so some users set only that. A value without a scheme is an http
 * proxy. Throws `UserError` `provider.proxy-unusable` if the value is invalid.
 */
export function proxyChooser(env: Environment): (url: URL) => URL | undefined {
  const exempt = read(env, 'no_proxy') ?? '';
  const name = ['https_proxy', 'all_proxy', 'http_proxy'].find((candidate) => read(env, candidate) !== undefined);
  const proxy = name === undefined ? undefined : parseProxy(read(env, name) ?? '', name.toUpperCase());
  return (url) => (isExempt(url, exempt) ? undefined : proxy);
}

/** An empty variable counts as not set. */
const read = (env: Environment, name: string): string | undefined =>
  [env[name], env[name.toUpperCase()]]
    .map((value) => value?.trim())
    .find((value) => value !== undefined && value !== '');

function parseProxy(text: string, name: string): URL {
  const full = text.includes('://') ? text : `http://${text}`;
  const proxy = URL.canParse(full) ? new URL(full) : undefined;
  const whole = unresolvedPassword(text);
  if (whole !== undefined) throw unresolvedProxy(name, whole);
  const password = proxy === undefined ? undefined : unresolvedPassword(decoded(proxy.password));
  if (password !== undefined) throw unresolvedProxy(`The proxy password in ${name}`, password);
  if (proxy !== undefined && proxy.hostname !== '' && usableProtocols.includes(proxy.protocol)) return proxy;
  // Does not repeat the value, which may contain a password.
  throw new UserError({
    code: 'provider.proxy-unusable',
    message: `Invalid proxy URL in ${name}.`,
    hints: [`Set ${name} to a URL such as http://proxy.example.com:8080, or unset it.`],
  });
}

const unresolvedProxy = (subject: string, { what, resolve }: Unresolved): UserError =>
  new UserError({ code: 'provider.proxy-unusable', message: `${subject} is ${what}.`, hints: [resolve] });

/** As the proxy gets it. A `%` that encodes nothing stays. */
function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/**
 * `twilio.com` and `.twilio.com` both match the domain and its subdomains; `*` matches everything. A port must match, if
 * given.
 */
function isExempt(url: URL, list: string): boolean {
  const port = url.port === '' ? '443' : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, host = entry, wantedPort = port] = /^(.*?):(\d+)$/.exec(entry) ?? [];
      const domain = host.replace(/^\*?\./, '');
      return entry === '*' || (wantedPort === port && (url.hostname === domain || url.hostname.endsWith(`.${domain}`)));
    });
}
