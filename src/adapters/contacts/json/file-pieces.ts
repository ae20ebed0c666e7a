import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import type { ByteSource } from '../byte-source.ts';
import { decoded } from '../list-encoding.ts';
import { pieceBytes, readChunks } from '../list-file.ts';
import type { Piece } from '../stored-bytes.ts';

interface FilePiece extends Piece {
  /** Bytes of the file up to its end. */
  readonly bytes: number;
}

const readAt = promisify(read);

/**
 * The pieces of an open file that is UTF-8 as it is, each in the same memory as the one before, which keeps memory small. Rejects
 * with `UserError` (`contacts.unreadable`).
 */
export async function* filePieces(
  file: number,
  { source, changedSince }: Pick<ByteSource, 'source' | 'changedSince'>,
  log: FindingLog,
): AsyncGenerator<FilePiece> {
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    const memory = Buffer.allocUnsafeSlow(pieceBytes);
    for (;;) {
      const { bytesRead } = await readAt(file, memory, 0, memory.length, bytes);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  }
  for await (const chunk of readChunks(chunks(), source, () => undefined)) {
    const piece = bytes === 0 ? decoded(chunk, 'utf-8') : chunk;
    bytes += chunk.length;
    yield { piece, last: false, bytes };
  }
  yield { piece: Buffer.alloc(0), last: true, bytes };
  if (await changedSince()) log.add('changed-while-reading');
}
