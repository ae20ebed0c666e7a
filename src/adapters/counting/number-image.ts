import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeImage, type NumberImage, type Room } from '../../automaton/image.ts';
import { contactRules } from '../../domain/numbers/contact-rules.ts';
import { builtFile } from '../process/built-file.ts';
import { phoneLibrary } from './phone-library.ts';

/** The build writes it; see scripts/compile-numbers.mjs. */
const imagePath = builtFile('numbers.bin');

export type LoadedImage<R extends Room = Room> =
  | { readonly ok: true; readonly image: NumberImage; readonly room: R; readonly bytes: number }
  /** Why it is not used, as a sentence. */
  | { readonly ok: false; readonly why: string };

let built: LoadedImage | undefined;

/** `readNumberImage` of what the build wrote, read once in a process. */
export function loadNumberImage(): LoadedImage {
  built ??= readNumberImage(imagePath);
  return built;
}

/** The same, in a room of one's own. */
export const loadNumberImageInto = <R extends Room>(makeRoom: (bytes: number) => R): LoadedImage<R> =>
  readNumberImage(imagePath, makeRoom);

/**
 * The compiled numbering plans, if they are those of the libphonenumber-js that judges here and of our own rules: otherwise
 * the fast path might judge otherwise than the library, and is not taken. They are read straight to where they are used;
 * `makeRoom` makes a room of at least so many bytes.
 */
export function readNumberImage(path: URL | string): LoadedImage;
export function readNumberImage<R extends Room>(path: URL | string, makeRoom: (bytes: number) => R): LoadedImage<R>;
export function readNumberImage(path: URL | string, makeRoom: (bytes: number) => Room = plainRoom): LoadedImage {
  let read: { readonly room: Room; readonly bytes: number };
  try {
    read = readInto(path, makeRoom);
  } catch (error) {
    const { code = 'damaged' } = error as NodeJS.ErrnoException;
    return { ok: false, why: `The compiled numbering plans cannot be read (${code}).` };
  }
  const image = decodeImage(read.room, read.bytes);
  if (image === undefined) return { ok: false, why: 'The compiled numbering plans are damaged.' };
  const { library, metadata, rules } = image.origin;
  const judging = phoneLibrary();
  if (library !== judging.library || metadata !== judging.metadata) {
    const why = `The numbering plans were compiled from libphonenumber-js ${library}, and ${judging.library} with other plans is installed.`;
    return { ok: false, why };
  }
  if (rules !== contactRules) return { ok: false, why: `The numbering plans were compiled for other rules, ${rules}.` };
  return { ok: true, image, ...read };
}

const plainRoom = (bytes: number): Room => ({ buffer: new ArrayBuffer(bytes) });

function readInto(path: URL | string, makeRoom: (bytes: number) => Room): { room: Room; bytes: number } {
  const fd = openSync(path, 'r');
  try {
    const bytes = fstatSync(fd).size;
    const room = makeRoom(bytes);
    let size = 0;
    while (size < bytes) {
      const count = readSync(fd, new Uint8Array(room.buffer, size, bytes - size), 0, bytes - size, size);
      if (count === 0) throw new Error('The file became shorter.');
      size += count;
    }
    return { room, bytes };
  } finally {
    closeSync(fd);
  }
}
