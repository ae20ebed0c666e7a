import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
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

/** A PostgreSQL server of our own, on a socket in a throwaway folder and on a loopback port. */
export interface Postgres {
  /** Where its socket is. */
  readonly folder: string;
  readonly port: number;
  /** Runs SQL as the superuser; resolves to what psql prints. */
  readonly sql: (text: string) => string;
  readonly stop: () => Promise<void>;
}

/** Debian keeps the server's programs off the path. */
export function postgresPrograms(): string | undefined {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return undefined;
  const newest = readdirSync(base).sort((one, other) => Number(other) - Number(one))[0];
  const folder = join(base, newest ?? '', 'bin');
  return existsSync(join(folder, 'initdb')) ? folder : undefined;
}

export async function startPostgres(password: string, tls?: ServerCertificate): Promise<Postgres> {
  const programs = postgresPrograms() ?? '';
  const folder = serverFolder('smsctl-pg-');
  const data = join(folder, 'data');
  const options: ExecFileSyncOptions = {
    ...serverUser(),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'admin', '--auth-local=trust', '--auth-host=scram-sha-256', '--no-sync', '-E', 'UTF8'],
    options,
  );
  const files = tls === undefined ? undefined : certificateFiles(folder, tls);
  const secured =
    files === undefined
      ? []
      : ['-c', 'ssl=on', '-c', `ssl_cert_file=${files.certificate}`, '-c', `ssl_key_file=${files.key}`];
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    [
      '-D',
      data,
      '-k',
      folder,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'shared_buffers=64MB',
      // It takes transaction numbers, which a suite compares.
      '-c',
      'autovacuum=off',
      ...secured,
    ],
    { ...serverUser(), cwd: folder, stdio: 'ignore', env: { LC_ALL: 'C' } },
  );
  const sql = (text: string): string =>
    execFileSync(
      join(programs, 'psql'),
      ['-h', folder, '-p', String(port), '-U', 'admin', '-d', 'postgres', '-Atqc', text],
      {
        ...options,
        encoding: 'utf8',
      },
    ) as string;
  await untilReady(sql);
  sql(`create role reader login password '${password}'`);
  return {
    folder,
    port,
    sql,
    stop: () => stopServer(server, 'SIGINT', folder),
  };
}
