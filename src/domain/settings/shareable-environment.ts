import type { Environment } from '../environment.ts';

/** Variables that change what smsctl does. Their values are never shared. */
const relevant: readonly string[] = [
  ...['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_REGION', 'TWILIO_EDGE'],
  ...['TWILIO_API_KEY_SID', 'TWILIO_API_KEY_SECRET', 'TWILIO_PHONE_NUMBER', 'TWILIO_MESSAGING_SERVICE_SID'],
  ...[
    'SMSCTL_ORG',
    'SMSCTL_CONFIG_DIR',
    'SMSCTL_TWILIO_URL',
    'SMSCTL_NO_INPUT',
    'SMSCTL_STORE',
    'SMSCTL_PASSPHRASE_FILE',
    'SMSCTL_SECRET_COMMAND',
  ],
  ...['SMSCTL_NUMBER', 'SMSCTL_MESSAGING_SERVICE', 'SMSCTL_CREDENTIAL_METHOD', 'SMSCTL_CONTACTS'],
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'],
  ...['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_DEBUG', 'NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_USE_ENV_PROXY'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'TWILIO_CA_BUNDLE', 'CI', 'NO_COLOR', 'TERM', 'LANG', 'LC_ALL', 'LC_CTYPE'],
  ...['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'DISPLAY', 'WAYLAND_DISPLAY'],
  ...['SSH_CONNECTION', 'WSL_DISTRO_NAME', 'container', 'KUBERNETES_SERVICE_HOST'],
];

/** The names of relevant variables that are set, in the order of the list. */
export const presentVariables = (env: Environment): readonly string[] =>
  relevant.filter((name) => env[name] !== undefined && env[name] !== '');

/** How the provider is reached, without hosts, passwords and paths. */
export interface ShareableNetwork {
  /** The variable of the proxy in use, with the proxy's scheme. Null without a proxy. */
  readonly proxy: { readonly variable: string; readonly scheme: string; readonly hasPassword: boolean } | null;
  readonly exceptions: boolean;
  readonly extraCertificates: boolean;
  /** False with `NODE_TLS_REJECT_UNAUTHORIZED=0`. */
  readonly certificatesChecked: boolean;
}

const proxyNames = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];

export function shareNetwork(env: Environment): ShareableNetwork {
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const variable = proxyNames.find(isSet);
  return {
    proxy: variable === undefined ? null : { variable, ...schemeOf(env[variable] ?? '') },
    exceptions: isSet('no_proxy') || isSet('NO_PROXY'),
    extraCertificates: (env.NODE_EXTRA_CA_CERTS ?? '') !== '',
    certificatesChecked: env.NODE_TLS_REJECT_UNAUTHORIZED !== '0',
  };
}

function schemeOf(value: string): { readonly scheme: string; readonly hasPassword: boolean } {
  const full = value.includes('://') ? value.trim() : `http://${value.trim()}`;
  const known = /^(https?|socks(?:4a?|5h?)?):\/\//i.exec(full)?.[1]?.toLowerCase();
  return { scheme: known ?? 'unusable', hasPassword: /:\/\/[^/]*@/.test(full) };
}
