import { fstatSync, readSync, type Stats } from 'node:fs';
import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net';

/** What is piped in is short; a stream without end is cut off where no input goes. In bytes. */
const longestInput = 1024 * 1024;

/**
 * All of stdin as text, cut off soon after a mebibyte. Node's stream layer never sees what is piped in: its log (`NODE_DEBUG`)
 * would print the bytes of a secret before anything knows that they are one. Rejects with the system's own error.
 */
export async function readStandardInput(): Promise<string> {
  const stats = standardInput();
  const chunks: Buffer[] = [];
  if (stats?.isFIFO() === true || stats?.isSocket() === true) await readPipe(chunks);
  else if (process.stdin.isTTY === true) await readTerminal(chunks);
  else readFile(chunks);
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined where the system cannot tell, as of a redirected file in Wine: reading it then says what is wrong, if anything is. */
function standardInput(): Stats | undefined {
  try {
    return fstatSync(0);
  } catch {
    return undefined;
  }
}

const sizeOf = (chunks: readonly Buffer[]): number => chunks.reduce((size, { length }) => size + length, 0);

/** A read that waits in place would keep signals waiting, too. */
function readPipe(chunks: Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.alloc(64 * 1024);
    let size = 0;
    // With a buffer of our own, what is read does not pass through the stream.
    const callback = (length: number): boolean => {
      chunks.push(Buffer.from(buffer.subarray(0, length)));
      size += length;
      if (size > longestInput) socket.destroy();
      return size <= longestInput;
    };
    // Its type does not say that the constructor takes what `connect` takes.
    const options: SocketConstructorOpts & ConnectOpts = { fd: 0, writable: false, onread: { buffer, callback } };
    const socket = new Socket(options);
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.resume();
  });
}

/** What is typed there is on the screen already. */
async function readTerminal(chunks: Buffer[]): Promise<void> {
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    if (sizeOf(chunks) > longestInput) return;
  }
}

/** A file, or a device such as /dev/null, which answers at once. */
function readFile(chunks: Buffer[]): void {
  for (let taken = -1; taken !== 0 && sizeOf(chunks) <= longestInput; ) {
    const buffer = Buffer.alloc(64 * 1024);
    taken = readSync(0, buffer);
    chunks.push(buffer.subarray(0, taken));
  }
}
