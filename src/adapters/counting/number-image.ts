import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeImage, type ImageMemory, type NumberImage } from '../../automaton/image.ts';
import { contactRules } from '../../domain/numbers/contact-rules.ts';
import { builtFile } from '../process/built-file.ts';
import { phoneLibrary } from './phone-library.ts';

/** Written by scripts/compile-numbers.mjs. */
const imagePath = builtFile('numbers.bin');

export type LoadedImage<R extends ImageMemory = ImageMemory> =
  | { readonly ok: true; readonly image: NumberImage; readonly memory: R; readonly bytes: number }
  /** A sentence that says why it cannot be used. */
  | { readonly ok: false; readonly why: string };

let built: LoadedImage | undefined;

/** `readNumberImage` of what the build wrote, read once in a process. */
export function loadNumberImage(): LoadedImage {
  built ??= readNumberImage(imagePath);
  return built;
}

/** The same, into memory of the caller. */
export const loadNumberImageInto = <R extends ImageMemory>(makeMemory: (bytes: number) => R): LoadedImage<R> =>
  readNumberImage(imagePath, makeMemory);

/**
 * The compiled numbering plans, if they were compiled from this libphonenumber-js and these rules: otherwise
 * the fast path might disagree with the library. They are read directly into the memory that is used;
 * `makeMemory` creates memory of at least so many bytes.
 */
export function readNumberImage(path: URL | string): LoadedImage;
export function readNumberImage<R extends ImageMemory>(
  path: URL | string,
  makeMemory: (bytes: number) => R,
): LoadedImage<R>;
export function readNumberImage(
  path: URL | string,
  makeMemory: (bytes: number) => ImageMemory = plainMemory,
): LoadedImage {
  let read: { readonly memory: ImageMemory; readonly bytes: number };
  try {
    read = readInto(path, makeMemory);
  } catch (error) {
    const { code = 'damaged' } = error as NodeJS.ErrnoException;
    return { ok: false, why: `The compiled numbering plans cannot be read (${code}).` };
  }
  const image = decodeImage(read.memory, read.bytes);
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

const plainMemory = (bytes: number): ImageMemory => ({ buffer: new ArrayBuffer(bytes) });

function readInto(
  path: URL | string,
  makeMemory: (bytes: number) => ImageMemory,
): { memory: ImageMemory; bytes: number } {
  const fd = openSync(path, 'r');
  try {
    const bytes = fstatSync(fd).size;
    const memory = makeMemory(bytes);
    let size = 0;
    while (size < bytes) {
      const count = readSync(fd, new Uint8Array(memory.buffer, size, bytes - size), 0, bytes - size, size);
      if (count === 0) throw new Error('The file became shorter.');
      size += count;
    }
    return { memory, bytes };
  } finally {
    closeSync(fd);
  }
}
