import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { keepSecretsFrom, readInput } from '../../../src/adapters/terminal/standard-streams.ts';
import { Secret } from '../../../src/domain/text/secret.ts';

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

describe('an input', () => {
  it('is a text or an error with file and reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'smsctl-input-'));
    writeFileSync(join(folder, 'file'), 'text\n');
    expect(await readInput(join(folder, 'file'))).toBe('text\n');
    await expect(readInput(join(folder, 'none\u001b'))).rejects.toMatchObject({
      code: 'input.unreadable',
      message: `${folder}/none\\x1b cannot be read: it is not there (ENOENT).`,
      exit: 2,
    });
  });
});
