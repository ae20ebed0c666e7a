import { closeSync, constants, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The keys of one block: in memory that all threads share, or in an unlinked file. */
export type KeyPlace =
  | { readonly kind: 'memory'; readonly keys: SharedArrayBuffer }
  | { readonly kind: 'file'; readonly fd: number; readonly position: number };

export interface KeyStore {
  readonly append: (keys: Uint8Array) => KeyPlace;
  readonly close: () => void;
}

/**
 * Keeps the keys of blocks in memory up to `budget` bytes, and the others in a temporary file that no one else can open:
 * it has mode 0600, is in a folder of its own, and is unlinked as soon as it is open, so that it disappears with
 * the process. On Windows, an open file keeps its name and its folder: there it is in the user's
 * temporary folder, and the system deletes it when it is closed, or when the process ends.
 */
export function keyStore(budget: number): KeyStore {
  let held = 0;
  let position = 0;
  let fd: number | undefined;
  return {
    append: (keys) => {
      if (held + keys.length <= budget) {
        held += keys.length;
        const copy = new SharedArrayBuffer(keys.length);
        new Uint8Array(copy).set(keys);
        return { kind: 'memory', keys: copy };
      }
      fd ??= openNameless();
      for (let written = 0; written < keys.length; ) {
        written += writeSync(fd, keys, written, keys.length - written, position + written);
      }
      position += keys.length;
      return { kind: 'file', fd, position: position - keys.length };
    },
    close: () => {
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}

function openNameless(): number {
  const { tmpdir } = process.getBuiltinModule('node:os');
  const { randomUUID } = process.getBuiltinModule('node:crypto');
  if (process.platform === 'win32') return openUntilClosed(join(tmpdir(), `smsctl-${randomUUID()}`));
  const directory = mkdtempSync(join(tmpdir(), 'smsctl-'));
  const path = join(directory, 'numbers');
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  rmdirSync(directory);
  return fd;
}

/** UV_FS_O_TEMPORARY, which Node does not name: Windows deletes the file with its last handle. */
const deletedWhenClosed = 0x40;

const openUntilClosed = (path: string): number =>
  openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | deletedWhenClosed, 0o600);

/** Copies a part of a block's keys to `target`. */
export function readKeys(place: KeyPlace, from: number, target: Uint8Array): void {
  if (place.kind === 'memory') {
    target.set(new Uint8Array(place.keys, from, target.length));
    return;
  }
  for (let read = 0; read < target.length; ) {
    const count = readSync(place.fd, target, read, target.length - read, place.position + from + read);
    if (count === 0) throw new Error('The temporary file of numbers is shorter than it was.');
    read += count;
  }
}
