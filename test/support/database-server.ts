import { type AddressInfo, createServer } from 'node:net';
import { userInfo } from 'node:os';

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
