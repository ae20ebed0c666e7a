import buffer from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  fileOutput,
  hideBytes,
  keepSecretsFrom,
  mayBeTerminal,
  readInput,
  streamOutput,
} from '../../../src/adapters/terminal/standard-streams.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { onDisk } from '../../support/failing-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('streams');

/** A process whose streams keep what arrives; `opened` says which were asked for. */
function processLike() {
  const arrived = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const opened: string[] = [];
  const open = (name: 'stdout' | 'stderr') => {
    opened.push(name);
    return new Writable({
      write: (chunk: Buffer, _, done) => {
        arrived[name].push(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  };
  const streams: Partial<Record<string, NodeJS.WriteStream>> = {};
  const target = {};
  for (const name of ['stdout', 'stderr'] as const) {
    const get = () => {
      streams[name] ??= open(name);
      return streams[name];
    };
    Object.defineProperty(target, name, { configurable: true, enumerable: true, get });
  }
  return { target: target as Pick<NodeJS.Process, 'stdout' | 'stderr'>, arrived, opened };
}

describe('the streams of a process', () => {
  it('redact secrets in text and bytes', async () => {
    new Secret('stream-secret-1');
    const { target, arrived } = processLike();
    keepSecretsFrom(target);
    target.stdout.write('a stream-secret-1 b\n');
    target.stdout.write(Buffer.from('c stream-secret-1 d\n'));
    target.stdout.write(new Uint8Array(Buffer.from('e stream-secret-1 f\n')));
    target.stderr.write(`${Buffer.from('stream-secret-1').toString('hex')}\n`);
    await new Promise<void>((resolve) => target.stdout.write('plain\n', 'utf8', () => resolve()));
    expect(Buffer.concat(arrived.stdout).toString()).toBe('a [secret] b\nc [secret] d\ne [secret] f\nplain\n');
    expect(Buffer.concat(arrived.stderr).toString()).toBe('[secret]\n');
  });

  it('leave bytes that are no text unchanged', () => {
    const { target, arrived } = processLike();
    keepSecretsFrom(target);
    target.stdout.write(Buffer.from([0xff, 0x00, 0xfe]));
    expect(Buffer.concat(arrived.stdout)).toEqual(Buffer.from([0xff, 0x00, 0xfe]));
  });

  it('are opened once, on first use', () => {
    const { target, opened } = processLike();
    keepSecretsFrom(target);
    expect(opened).toEqual([]);
    expect(target.stderr).toBe(target.stderr);
    expect(opened).toEqual(['stderr']);
  });
});

describe.skipIf(process.platform === 'win32')('an output that is no terminal', () => {
  const open = (name: string) => {
    const file = openSync(join(folder, name), 'w');
    return { file, output: fileOutput(file), text: () => readFileSync(join(folder, name), 'utf8') };
  };

  it('gets texts at once, without secrets', async () => {
    new Secret('file-secret-1');
    const { file, output, text } = open('whole');
    output.write('a file-secret-1 b\n');
    expect(text()).toBe('a [secret] b\n');
    output.write('Zoë €\n');
    expect(text()).toBe('a [secret] b\nZoë €\n');
    expect(await output.delivered()).toBe('whole');
    expect([output.isTerminal, output.columns]).toEqual([false, undefined]);
    closeSync(file);
  });

  it('gets all of a text when the system takes a part of it, or none for now', async () => {
    const { file, output, text } = open('parts');
    const calls = await onDisk(
      () => output.write('text'),
      (_, at) => (at === 1 ? { errno: 'EAGAIN' } : { taken: 3 }),
    );
    expect([text(), calls.length]).toEqual(['text', 3]);
    expect(await output.delivered()).toBe('whole');
    closeSync(file);
  });

  it('gets nothing more after an error, which is reported at the end', async () => {
    const { file, output, text } = open('full');
    await onDisk(
      () => output.write('lost'),
      () => ({ errno: 'ENOSPC' }),
    );
    output.write('late');
    expect([text(), await output.delivered()]).toEqual(['', 'failed']);
    closeSync(file);
  });

  it('is closed when its reader is', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const file = openSync(path, 'w');
    const output = fileOutput(file);
    output.write('read');
    expect(await output.delivered()).toBe('whole');
    closeSync(reader);
    output.write('unread');
    expect(await output.delivered()).toBe('closed');
    closeSync(file);
  });
});

describe('an output that is a terminal', () => {
  /** A stream on which every write ends as `end` says. */
  const open = (end: (done: (error?: Error) => void) => void, more: object = {}) => {
    const written: string[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        written.push(chunk.toString());
        end(done);
      },
    });
    const window = Object.assign(stream, more) as unknown as NodeJS.WriteStream;
    return { written, stream: window, output: streamOutput(window) };
  };
  const broken = (code: string) => Object.assign(new Error(code), { code });

  it('has the width of its window, which may change', () => {
    const { stream, output } = open((done) => done(), { isTTY: true, columns: 80 });
    expect([output.isTerminal, output.columns]).toEqual([true, 80]);
    stream.columns = 40;
    expect(output.columns).toBe(40);
    expect(open((done) => done()).output).toMatchObject({ isTerminal: false, columns: undefined });
  });

  it('is whole when everything is written', async () => {
    const waiting: (() => void)[] = [];
    const { output, written } = open((done) => waiting.push(done));
    output.write('one');
    output.write('two');
    let end: string | undefined;
    const delivered = output.delivered().then((how) => {
      end = how;
    });
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(end).toBeUndefined();
    for (let turn = 0; turn < 5; turn += 1) {
      waiting.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await delivered;
    expect([end, written.join('')]).toEqual(['whole', 'onetwo']);
  });

  it.each([
    ['EPIPE', 'closed'],
    ['EIO', 'failed'],
  ])('reports %s as %s, and gets nothing more', async (code, end) => {
    const { output, written } = open((done) => done(broken(code)));
    output.write('one');
    expect(await output.delivered()).toBe(end);
    output.write('two');
    expect(await output.delivered()).toBe(end);
    expect(written).toEqual(['one']);
  });

  it('reports the first of several errors', async () => {
    const { output, stream } = open((done) => done());
    stream.emit('error', broken('EIO'));
    stream.emit('error', broken('EPIPE'));
    expect(await output.delivered()).toBe('failed');
  });

  it.skipIf(process.platform === 'win32')('may be a device, and no file, pipe or null device', () => {
    const may = (path: string) => {
      const file = openSync(path, 'r');
      try {
        return mayBeTerminal(file);
      } finally {
        closeSync(file);
      }
    };
    expect(['/dev/zero', '/dev/null', import.meta.filename, folder].map(may)).toEqual([true, false, false, false]);
    const closed = openSync('/dev/zero', 'r');
    closeSync(closed);
    expect(mayBeTerminal(closed)).toBe(false);
  });
});

describe('Node’s log', () => {
  it('has no bytes of a buffer', () => {
    const before = buffer.INSPECT_MAX_BYTES;
    try {
      hideBytes();
      expect(buffer.INSPECT_MAX_BYTES).toBe(0);
    } finally {
      buffer.INSPECT_MAX_BYTES = before;
    }
  });
});

describe('an input', () => {
  it('is a text or an error with file and reason', async () => {
    const folder = temporaryFolder('input');
    writeFileSync(join(folder, 'file'), 'text\n');
    expect(await readInput(join(folder, 'file'))).toBe('text\n');
    await expect(readInput(join(folder, 'none\u001b'))).rejects.toMatchObject({
      code: 'input.unreadable',
      message: `File not found: ${folder}/none\\x1b`,
      exit: 2,
    });
    await expect(readInput(folder)).rejects.toMatchObject({
      ...{ code: 'input.unreadable', message: expect.stringContaining('directory'), exit: 2 },
    });
  });

  it('is a mebibyte at most', async () => {
    writeFileSync(join(folder, 'long'), 'x'.repeat(1024 * 1024));
    expect(await readInput(join(folder, 'long'))).toHaveLength(1024 * 1024);
    writeFileSync(join(folder, 'longer'), 'x'.repeat(1024 * 1024 + 1));
    await expect(readInput(join(folder, 'longer'))).rejects.toMatchObject({ code: 'input.unreadable' });
  });
});
