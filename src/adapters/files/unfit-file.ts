import { constants, type Stats } from 'node:fs';

/** A file is of the wrong kind or too large. The message ends a sentence. */
export class UnfitFile extends Error {
  readonly isDirectory: boolean;

  constructor(message: string, { isDirectory = false }: { readonly isDirectory?: boolean } = {}) {
    super(message);
    this.isDirectory = isDirectory;
  }
}

export const readingFlags: number = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const kinds = [
  ['isDirectory', 'it is a directory'],
  ['isFIFO', 'it is a pipe, not a file'],
  ['isSocket', 'it is a socket, not a file'],
  ['isCharacterDevice', 'it is a device, not a file'],
  ['isBlockDevice', 'it is a device, not a file'],
] as const;

/** What kind of thing is not a regular file, as the end of a sentence. */
export const otherKind = (stats: Stats): string | undefined =>
  stats.isFile() ? undefined : (kinds.find(([is]) => stats[is]())?.[1] ?? 'it is not a file');

const mebibyte = 1024 * 1024;

export const tooLarge = (limit: number): UnfitFile =>
  new UnfitFile(
    `it is larger than ${limit % mebibyte === 0 ? `${limit / mebibyte} MiB` : `${Math.floor(limit / 1024)} KiB`}`,
  );
