import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, serverUser } from './database-server.ts';
import type { ServerCertificate } from './postgres.ts';

/** A MariaDB server of our own, on a socket in a throwaway folder and on a loopback port. */
export interface Mariadb {
  readonly folder: string;
  readonly socket: string;
  readonly port: number;
  /** Runs SQL as the superuser; returns what the client prints. */
  readonly sql: (text: string) => string;
  readonly stop: () => Promise<void>;
}

const mariadbServer = '/usr/sbin/mariadbd';
export const hasMariadb = (): boolean => existsSync(mariadbServer) && existsSync('/usr/bin/mariadb-install-db');

export async function startMariadb(password: string, tls?: ServerCertificate): Promise<Mariadb> {
  // The path of a socket has at most 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'my-'));
  const { uid, gid } = serverUser();
  const own = (path: string): void => {
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  };
  own(folder);
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  const socket = join(folder, 's');
  const options: ExecFileSyncOptions = {
    ...serverUser(),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin:/usr/sbin', TMPDIR: folder, HOME: folder },
  };
  const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync('/usr/bin/mariadb-install-db', install, options);
  const files = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  if (tls !== undefined) {
    writeFileSync(files.cert, tls.certificate, { mode: 0o600 });
    writeFileSync(files.key, tls.key, { mode: 0o600 });
    own(files.cert);
    own(files.key);
  }
  const port = await freePort();
  const server = spawn(
    mariadbServer,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--pid-file=${join(folder, 'pid')}`,
      `--tmpdir=${folder}`,
      '--innodb-buffer-pool-size=32M',
      '--skip-name-resolve',
      ...(tls === undefined ? [] : [`--ssl-cert=${files.cert}`, `--ssl-key=${files.key}`]),
    ],
    { ...serverUser(), cwd: folder, stdio: 'ignore', env: { LC_ALL: 'C', TMPDIR: folder } },
  );
  const sql = (text: string): string =>
    execFileSync(
      '/usr/bin/mariadb',
      ['--no-defaults', '-S', socket, '-u', 'root', '-N', '-B', '--default-character-set=utf8mb4', '-e', text],
      {
        ...options,
        encoding: 'utf8',
      },
    ) as string;
  for (let tries = 0; ; tries += 1) {
    try {
      sql('select 1');
      break;
    } catch (error) {
      // A limit for a server that hangs, not for a slow machine.
      if (tries > 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  sql(`create database crm character set utf8mb4; create user reader@'%' identified by '${password}'`);
  return {
    folder,
    socket,
    port,
    sql,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
