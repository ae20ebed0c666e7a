import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.ts';

/** A private session with its own keyring; never the user's. */
export interface KeyringSession {
  /** What a program in that session has in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops the daemon, so that it answers nobody. */
  readonly freeze: () => void;
  /** Ends the daemon as a crash does, whatever it is doing. */
  readonly crash: () => void;
  /** Also removes the home, unless it is to be kept. */
  readonly end: (options?: { readonly keepHome?: boolean }) => Promise<void>;
}

interface SessionOptions {
  /**
   * `unlocked`; `locked`, a login keyring that nobody unlocked; `none`, a daemon without a login keyring; `full`, unlocked on
   * a disk that takes nothing more; `no-service`; `dies-at-start`, one that the bus starts in vain; or how a service of our
   * own misbehaves (see secret-service.py).
   */
  readonly state: keyof typeof daemons | { readonly misbehaves: string };
  /** Where keyring and home are; absent: fresh. */
  readonly home?: string;
}

/** A bus that starts what stands in `services` alone. */
const bareBus = (
  services: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><servicedir>${services}</servicedir><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

const daemons = {
  unlocked: 'printf keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
  // A limit of the process stands for the end of the disk.
  full: "trap '' XFSZ; ulimit -f 0; printf keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1",
  locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1',
  none: 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1',
  'no-service': 'true',
  'dies-at-start': 'true',
} as const;

const diesAtStart = `[D-BUS Service]
Name=org.freedesktop.secrets
Exec=/bin/sh -c "kill -KILL $$"
`;

const service = fileURLToPath(new URL('./secret-service.py', import.meta.url));

/** The name of the system's Python, which is the one that Debian's python3-dbus is for. */
export const systemPython = '/usr/bin/python3';

const startOf = (state: SessionOptions['state']): string =>
  typeof state === 'string'
    ? daemons[state]
    : `mkfifo ready; ${systemPython} ${service} ${state.misbehaves} >ready & read -r word <ready`;

/** An environment without any session, as on a server. */
export function bareEnvironment(home: string): Readonly<Record<string, string>> {
  const folders = {
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { ...folders, PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C.UTF-8' };
}

export const freshHome = (): string => temporaryFolder('home');

/** Starts a session bus with gnome-keyring in the given state. */
export async function startKeyring({ state, home = freshHome() }: SessionOptions): Promise<KeyringSession> {
  const env = bareEnvironment(home);
  const config = join(home, 'bus.conf');
  const services = join(home, 'services');
  mkdirSync(services, { recursive: true });
  writeFileSync(config, bareBus(services));
  if (state === 'dies-at-start') writeFileSync(join(services, 'org.freedesktop.secrets.service'), diesAtStart);
  const own = state === 'no-service' || state === 'dies-at-start' || typeof state !== 'string';
  const bus = own ? [`--config-file=${config}`] : [];
  const script = `${startOf(state)}; echo "bus=$DBUS_SESSION_BUS_ADDRESS"; exec cat`;
  const session = spawn('dbus-run-session', [...bus, '--', 'sh', '-c', script], {
    env,
    cwd: home,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const address = await busAddress(session);
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    freeze: () => execFileSync('pkill', ['-STOP', '-g', String(session.pid), 'gnome-keyring-d']),
    crash: () => {
      // Found first, and killed then: `pkill` also meets the daemon that the bus starts in its place.
      const found = execFileSync('pgrep', ['-g', String(session.pid), 'gnome-keyring-d'], { encoding: 'utf8' });
      for (const pid of found.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
    },
    end: async ({ keepHome = false } = {}) => {
      const ended = new Promise((resolve) => session.once('exit', resolve));
      killGroup(session);
      await ended;
      if (!keepHome) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The daemon leaves its session's process group alone, and dies with its bus; a frozen one has to be killed. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

function busAddress(session: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    session.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const address = /^bus=(.+)$/m.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    session.once('exit', (code) => reject(new Error(`dbus-run-session ended with ${code}`)));
  });
}
