import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private session with its own keyring; never the user's. */
export interface KeyringSession {
  /** What a program in that session has in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops the daemon, so that it answers nobody. */
  readonly freeze: () => void;
  readonly end: () => Promise<void>;
}

interface SessionOptions {
  /** `unlocked`, `locked` (a login keyring that nobody unlocked), `none` (a daemon without a login keyring). */
  readonly state: 'unlocked' | 'locked' | 'none' | 'no-service';
  /** Where keyring and home are; absent: fresh. */
  readonly home?: string;
}

const bareBus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

const daemons = {
  unlocked: 'printf keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
  locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1',
  none: 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1',
  'no-service': 'true',
} as const;

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

export const freshHome = (): string => mkdtempSync(join(tmpdir(), 'smsctl-home-'));

/** Starts a session bus with gnome-keyring in the given state. */
export async function startKeyring({ state, home = freshHome() }: SessionOptions): Promise<KeyringSession> {
  const env = bareEnvironment(home);
  const config = join(home, 'bus.conf');
  writeFileSync(config, bareBus);
  const bus = state === 'no-service' ? [`--config-file=${config}`] : [];
  const script = `${daemons[state]}; echo "bus=$DBUS_SESSION_BUS_ADDRESS"; exec cat`;
  const session = spawn('dbus-run-session', [...bus, '--', 'sh', '-c', script], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const address = await busAddress(session);
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    freeze: () => execFileSync('pkill', ['-STOP', '-g', String(session.pid), 'gnome-keyring-d']),
    end: async () => {
      const ended = new Promise((resolve) => session.once('exit', resolve));
      killGroup(session);
      await ended;
      rmSync(home, { recursive: true, force: true });
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
