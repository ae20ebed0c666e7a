import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  certificateFiles,
  freePort,
  type ServerCertificate,
  serverFolder,
  serverUser,
  stopServer,
  untilReady,
} from './database-server.ts';

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
  const folder = serverFolder('my-');
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
  const files = tls === undefined ? undefined : certificateFiles(folder, tls);
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
      ...(files === undefined ? [] : [`--ssl-cert=${files.certificate}`, `--ssl-key=${files.key}`]),
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
  await untilReady(sql);
  sql(`create database crm character set utf8mb4; create user reader@'%' identified by '${password}'`);
  return {
    folder,
    socket,
    port,
    sql,
    stop: () => stopServer(server, 'SIGTERM', folder),
  };
}
