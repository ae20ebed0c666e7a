import { isUtf8 } from 'node:buffer';

/**
 * The text of bytes without their byte order mark, as `TextDecoder` would give it, which takes longer to make than most files
 * to read; undefined: they are not UTF-8.
 */
export function utf8Text(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
