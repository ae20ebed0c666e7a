import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { systemPython } from './keyring.ts';
import { hasMariadb } from './mariadb.ts';
import { postgresPrograms } from './postgres.ts';

const has = (command: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const missing = (commands: readonly string[], what: string): string | undefined => {
  const lacking = commands.filter((command) => !has(command));
  return lacking.length === 0
    ? undefined
    : `${what} needs ${lacking.join(', ')}: run scripts/install-debian-packages (Debian, as root)`;
};

/** Why suites with a real OS keychain cannot run here; undefined when they can. */
export function keyringRequirement(): string | undefined {
  if (process.platform !== 'linux') return 'The keychain suites drive gnome-keyring, and run on Linux alone';
  const libsecret = ['/usr/lib', '/usr/lib64', `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`];
  if (!libsecret.some((folder) => existsSync(`${folder}/libsecret-1.so.0`))) {
    return 'The real keychain needs libsecret-1-0: run scripts/install-debian-packages (Debian, as root)';
  }
  return missing(['dbus-run-session', 'gnome-keyring-daemon'], 'The real keychain');
}

/** Why no keychain service that misbehaves can be run here. */
export function misbehavingServiceRequirement(): string | undefined {
  const keyring = keyringRequirement();
  if (keyring !== undefined) return keyring;
  try {
    execFileSync(systemPython, ['-c', 'import dbus, gi'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'A keychain service that misbehaves needs python3-dbus and python3-gi: run scripts/install-debian-packages';
  }
}

/** Why no faults can be injected into system calls here. */
export function straceRequirement(): string | undefined {
  const reason = missing(['strace'], 'The faults in system calls');
  if (reason !== undefined) return reason;
  try {
    const attach = 'sleep 5 & strace -o /dev/null -e inject=fsync:error=EIO -p $! 2>&1 | grep -q attached; kill $!';
    execFileSync('sh', ['-c', attach.replace('strace', 'timeout -s INT 1 strace')], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'The faults in system calls need strace to be allowed (ptrace)';
  }
}

/** Why our encrypted files cannot be compared with the `age` command here. */
export const ageRequirement = (): string | undefined => missing(['age', 'script'], 'The comparison with age');

/** Why the password store cannot be read by the programs `pass` and `gopass` here. */
export const passRequirement = (): string | undefined => missing(['pass', 'gopass', 'gpg'], 'A real password store');

/** Why no secret of the keychain can be read by `secret-tool` here. */
export const secretToolRequirement = (): string | undefined =>
  keyringRequirement() ?? missing(['secret-tool'], 'A secret of the keychain by its own program');

/** Why the snippets of the documents cannot be run here. */
export const snippetsRequirement = (): string | undefined =>
  missing(['bash', 'git', 'jq', 'parallel'], 'Running the snippets of the documents');

/** Why no certificate can be made here. */
export const opensslRequirement = (): string | undefined => missing(['openssl'], 'A TLS connection that is inspected');

/** Why no program can be put in a network of its own here, cut off from every other. */
export function ownNetworkRequirement(): string | undefined {
  const reason = missing(['unshare', 'ip'], 'A network of its own');
  if (reason !== undefined) return reason;
  try {
    const change = 'mount --bind /etc/hosts /etc/hosts && ip link set lo up';
    execFileSync('unshare', ['--map-root-user', '--net', '--mount', 'sh', '-c', change], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'A network of its own needs user namespaces, which are not allowed here';
  }
}

/** The browser that looks at our pages. */
export const chromiumPath = '/usr/bin/chromium';

/** Why no page can be looked at in a browser here. */
export const chromiumRequirement = (): string | undefined =>
  existsSync(chromiumPath)
    ? undefined
    : 'Pages in a browser need chromium: run scripts/install-debian-packages (Debian, as root)';

/** Why no engine runs the contact filter here. */
export const parallelRequirement = (): string | undefined => missing(['parallel'], 'The contact filter on many cores');

/** Why no Dask cluster can be started here. */
export function daskRequirement(): string | undefined {
  try {
    execFileSync(systemPython, ['-c', 'import distributed'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'Contacts on a Dask cluster need python3-distributed: run scripts/install-debian-packages (Debian, as root)';
  }
}

/** Why no PostgreSQL server can be started here. */
export const postgresRequirement = (): string | undefined =>
  postgresPrograms() === undefined
    ? 'Contacts in a database need postgresql: run scripts/install-debian-packages (Debian, as root)'
    : undefined;

/** Why no MariaDB server can be started here. */
export const mariadbRequirement = (): string | undefined =>
  hasMariadb()
    ? undefined
    : 'Contacts in MySQL need mariadb-server: run scripts/install-debian-packages (Debian, as root)';

/** Why the commands that messages name for packed lists cannot be run here. */
export const packersRequirement = (): string | undefined =>
  missing(['zstd', 'bzip2', 'xz', 'unzip', 'sqlite3', 'tar'], 'Running the commands for packed lists');

/** Why completion cannot be tried in this shell here. */
export const shellRequirement = (shell: string): string | undefined => missing([shell], 'Completion in its shell');

/** Where scripts/fetch-openapi puts Twilio's definitions. */
export const openapiFolder = new URL('../../.cache/openapi/', import.meta.url);

/** One for each host that is asked. */
export const openapiFiles = [
  'api_v2010',
  'accounts_v1',
  'messaging_v1',
  'monitor_v1',
  'numbers_v2',
  'trusthub_v1',
  'pricing_v1',
].map((host) => `twilio_${host}.json`);

/** Why the sandbox cannot be compared with Twilio's definitions here. */
export const openapiRequirement = (): string | undefined =>
  openapiFiles.every((file) => existsSync(new URL(file, openapiFolder)))
    ? undefined
    : "The comparison with Twilio's definitions needs them: run scripts/fetch-openapi";

/** The name of a suite, with the reason when it is skipped. */
export const named = (name: string, reason: string | undefined): string =>
  reason === undefined ? name : `${name} [skipped: ${reason}]`;
