import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, serverUser } from './database-server.ts';

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

/** A certificate that signs itself, for these names, and its key. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

export async function startPostgres(password: string, tls?: ServerCertificate): Promise<Postgres> {
  const programs = postgresPrograms() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'smsctl-pg-'));
  const { uid, gid } = serverUser();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  chmodSync(folder, 0o711);
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
  const secured = tls === undefined ? [] : ['-c', 'ssl=on', ...certificateFiles(folder, tls)];
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
  sql(`create role reader login password '${password}'`);
  return {
    folder,
    port,
    sql,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server wants the key to be its own and unreadable for others. */
function certificateFiles(folder: string, { certificate, key }: ServerCertificate): readonly string[] {
  const { uid, gid } = serverUser();
  const files = { ssl_cert_file: join(folder, 'server.crt'), ssl_key_file: join(folder, 'server.key') };
  writeFileSync(files.ssl_cert_file, certificate, { mode: 0o600 });
  writeFileSync(files.ssl_key_file, key, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) for (const path of Object.values(files)) chownSync(path, uid, gid);
  return Object.entries(files).flatMap(([name, path]) => ['-c', `${name}=${path}`]);
}
