import { readSync } from 'node:fs';

/** The kernel reads 64 bytes at a time, beyond the end of the text. */
export const padding = 128;

interface WindowOptions {
  readonly fd: number;
  readonly fileBytes: number;
  readonly bufferBytes: number;
  /** The bytes between two places of a buffer that holds `bufferBytes` and `padding`. */
  readonly view: (from: number, to: number) => Uint8Array;
}

/** A part of a file, loaded into a buffer and extended as needed. */
export class FileWindow {
  /** The offset in the file of the first byte. */
  from = 0;
  /** The number of bytes that are loaded. */
  size = 0;
  private readonly options: WindowOptions;

  constructor(options: WindowOptions) {
    this.options = options;
  }

  /** Loads the file from one offset to another. */
  load(from: number, to: number): void {
    this.from = from;
    this.size = 0;
    this.fill(Math.min(to, this.options.fileBytes) - from);
  }

  /** Loads up to `more` bytes; false: the buffer is full, or the file ends here. */
  extend(more: number): boolean {
    const { bufferBytes, fileBytes } = this.options;
    const size = Math.min(this.size + more, bufferBytes, fileBytes - this.from);
    if (size <= this.size) return false;
    this.fill(size);
    return true;
  }

  /** Whether the file ends with the loaded bytes. */
  get isLast(): boolean {
    return this.from + this.size >= this.options.fileBytes;
  }

  get text(): Uint8Array {
    return this.options.view(0, this.size);
  }

  private fill(size: number): void {
    const { fd, view } = this.options;
    while (this.size < size) {
      const count = readSync(fd, view(this.size, size), 0, size - this.size, this.from + this.size);
      if (count === 0) break;
      this.size += count;
    }
    // Bytes left from the former block must not look like delimiters or quotes.
    view(this.size, this.size + padding).fill(0x20);
  }
}
