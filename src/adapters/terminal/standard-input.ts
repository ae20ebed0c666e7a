import { fstatSync, readSync, type Stats } from 'node:fs';
import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net';

/** Longer than any input. An endless stream is cut off here. In bytes. */
const longestInput = 1024 * 1024;

/**
 * All of stdin as text, cut off soon after a mebibyte. Piped bytes bypass Node's streams, whose log (`NODE_DEBUG`) would
 * print a secret before it is known to be one. Calls `onTerminal` before it waits for a person. Rejects with the system's own
 * error. Tests name another `file`.
 */
export async function readStandardInput(file = 0, onTerminal: () => void = () => {}): Promise<string> {
  const stats = statsOf(file);
  const chunks: Buffer[] = [];
  if (stats?.isFIFO() === true || stats?.isSocket() === true) await readPipe(file, chunks);
  else if (process.stdin.isTTY === true) {
    onTerminal();
    await readTerminal(chunks);
  } else readFile(file, chunks);
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined if the system does not tell, as for a redirected file in Wine. Reading it reports a problem then. */
function statsOf(file: number): Stats | undefined {
  try {
    return fstatSync(file);
  } catch {
    return undefined;
  }
}

const sizeOf = (chunks: readonly Buffer[]): number => chunks.reduce((size, { length }) => size + length, 0);

/** Does not block, so that signals are handled. */
function readPipe(fd: number, chunks: Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.alloc(64 * 1024);
    let size = 0;
    // With this buffer, the bytes do not pass through the stream.
    const callback = (length: number): boolean => {
      chunks.push(Buffer.from(buffer.subarray(0, length)));
      size += length;
      if (size > longestInput) socket.destroy();
      return size <= longestInput;
    };
    // The type lacks that the constructor accepts `connect`'s options.
    const options: SocketConstructorOpts & ConnectOpts = { fd, writable: false, onread: { buffer, callback } };
    const socket = new Socket(options);
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.resume();
  });
}

/** Typed text is on the screen anyway, so that Node's log adds nothing. */
async function readTerminal(chunks: Buffer[]): Promise<void> {
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    if (sizeOf(chunks) > longestInput) return;
  }
}

/** A file, or a device such as /dev/null, which never blocks. */
function readFile(file: number, chunks: Buffer[]): void {
  for (let taken = -1; taken !== 0 && sizeOf(chunks) <= longestInput; ) {
    const buffer = Buffer.alloc(64 * 1024);
    taken = readSync(file, buffer);
    chunks.push(buffer.subarray(0, taken));
  }
}
