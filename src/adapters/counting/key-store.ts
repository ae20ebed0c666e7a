import { closeSync, readSync, writeSync } from 'node:fs';
import { openNameless } from '../files/nameless-file.ts';

/** The keys of one block: in memory that all threads share, or in an unlinked file. */
export type KeyPlace =
  | { readonly kind: 'memory'; readonly keys: SharedArrayBuffer }
  | { readonly kind: 'file'; readonly fd: number; readonly position: number };

export interface KeyStore {
  readonly append: (keys: Uint8Array) => KeyPlace;
  readonly close: () => void;
}

/** Keeps the keys of blocks in memory up to `budget` bytes, and the others in a temporary file that no one else can open. */
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
