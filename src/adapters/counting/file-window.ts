import { readSync } from 'node:fs';

/** The kernel reads 64 bytes at a time, beyond the end of the text. */
export const padding = 128;

/** A part of a file, loaded into a buffer and extended as needed. */
export class FileWindow {
  /** The offset in the file of the first byte. */
  from = 0;
  /** The number of bytes that are loaded. */
  size = 0;
  private readonly fd: number;
  private readonly fileBytes: number;
  private readonly bufferBytes: number;
  private readonly viewAt: (from: number, to: number) => Uint8Array;

  /** `viewAt` gives the bytes between two places of a buffer that holds `bufferBytes` and `padding`. */
  constructor(fd: number, fileBytes: number, bufferBytes: number, viewAt: (from: number, to: number) => Uint8Array) {
    this.fd = fd;
    this.fileBytes = fileBytes;
    this.bufferBytes = bufferBytes;
    this.viewAt = viewAt;
  }

  /** Loads the file from one offset to another. */
  load(from: number, to: number): void {
    this.from = from;
    this.size = 0;
    this.fill(Math.min(to, this.fileBytes) - from);
  }

  /** Loads up to `more` bytes; false: the buffer is full, or the file ends here. */
  extend(more: number): boolean {
    const size = Math.min(this.size + more, this.bufferBytes, this.fileBytes - this.from);
    if (size <= this.size) return false;
    this.fill(size);
    return true;
  }

  /** Whether the file ends with the loaded bytes. */
  get isLast(): boolean {
    return this.from + this.size >= this.fileBytes;
  }

  get text(): Uint8Array {
    return this.viewAt(0, this.size);
  }

  private fill(size: number): void {
    while (this.size < size) {
      const count = readSync(this.fd, this.viewAt(this.size, size), 0, size - this.size, this.from + this.size);
      if (count === 0) break;
      this.size += count;
    }
    // Bytes left from the former block must not look like delimiters or quotes.
    this.viewAt(this.size, this.size + padding).fill(0x20);
  }
}
