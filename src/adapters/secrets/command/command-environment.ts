import type { Environment } from '../../../domain/environment.ts';
import { rememberSecret } from '../../../domain/text/redaction.ts';

/** The variables of secret managers, as these document them. `*` stands for any end of a name. */
const ofManagers: readonly string[] = [
  ...['OP_*', 'BW_*', 'BWS_*', 'BITWARDENCLI_*', 'VAULT_*', 'BAO_*', 'DOPPLER_*', 'INFISICAL_*'],
  ...['AWS_*', 'GOOGLE_*', 'CLOUDSDK_*', 'AZURE_*'],
  ...['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'MSI_ENDPOINT', 'MSI_SECRET'],
  ...['PASSWORD_STORE_*', 'GOPASS_*', 'GPG_*', 'GNUPGHOME', 'PINENTRY_USER_DATA', 'SOPS_*'],
];

/** Also what programs need to find their files, their servers and the windows in which they ask. */
export const passedVariables: readonly string[] = [
  ...ofManagers,
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'TZ', 'TMPDIR', 'XDG_*'],
  ...['DBUS_*', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'SSH_AUTH_SOCK'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
];

/** Further ones on Windows. */
export const passedOnWindows: readonly string[] = [
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
  ...['PROGRAMFILES*', 'COMMONPROGRAMFILES*', 'USERPROFILE', 'USERNAME', 'USERDOMAIN', 'HOMEDRIVE', 'HOMEPATH'],
  ...['TEMP', 'TMP', 'OS', 'PROCESSOR_ARCHITECTURE', 'NUMBER_OF_PROCESSORS'],
];

const secretName = /TOKEN|SECRET|PASSWORD|PASSPHRASE|SESSION_|BW_SESSION|IDENTITY_HEADER|_KEY$/i;

/** Proxies are also written in lower case, and Windows compares names without case. */
const isIn = (list: readonly string[], name: string): boolean =>
  list.some((one) =>
    one.endsWith('*') ? name.toUpperCase().startsWith(one.slice(0, -1)) : name.toUpperCase() === one,
  );

/**
 * The environment of the program that prints the secret: an allow-list. No variable of smsctl's or Twilio's is in it, and none
 * that makes another program run code, such as NODE_OPTIONS. The tokens in it are redacted from all output.
 */
export function commandEnvironment(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Readonly<Record<string, string>> {
  const list = platform === 'win32' ? [...passedVariables, ...passedOnWindows] : passedVariables;
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !isIn(list, name)) continue;
    if (secretName.test(name) && isIn(ofManagers, name)) rememberSecret(value);
    passed[name] = value;
  }
  // The messages of the programs are compared in English.
  return { ...passed, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', LANGUAGE: 'C' };
}
