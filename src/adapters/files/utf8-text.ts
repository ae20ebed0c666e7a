import { isUtf8 } from 'node:buffer';

/**
 * The text of bytes without their byte order mark; undefined if they are not UTF-8. Does the same as `TextDecoder`, which
 * takes longer to create than most files to read.
 */
export function utf8Text(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
