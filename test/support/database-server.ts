import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A certificate that signs itself, for these names, and its key. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** A port of 127.0.0.1 on which nothing listens. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** PostgreSQL and MariaDB refuse to run as root: then they run as `nobody`. */
export const serverUser = (): { readonly uid?: number; readonly gid?: number } =>
  userInfo().uid === 0 ? { uid: 65534, gid: 65534 } : {};

function giveAway(path: string): void {
  const { uid, gid } = serverUser();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** A throwaway folder of the server's user, in which others can use its socket. */
export function serverFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  giveAway(folder);
  chmodSync(folder, 0o711);
  return folder;
}

/** The files of a certificate. A server wants the key to be its own and unreadable for others. */
export function certificateFiles(folder: string, { certificate, key }: ServerCertificate) {
  const files = { certificate: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  writeFileSync(files.certificate, certificate, { mode: 0o600 });
  writeFileSync(files.key, key, { mode: 0o600 });
  for (const path of Object.values(files)) giveAway(path);
  return files;
}

/** Waits until a server answers. */
export async function untilReady(sql: (text: string) => string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      sql('select 1');
      return;
    } catch (error) {
      // A limit for a server that hangs, not for a slow machine.
      if (tries > 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Ends a server, and removes its folder. */
export async function stopServer(server: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
