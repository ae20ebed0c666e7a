import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { keepSecretsFrom, output, readInput } from '../../src/adapters/standard-streams.ts';
import { Secret } from '../../src/domain/secret.ts';

/** A stream that keeps what arrives, or fails as it is told to. */
function collector(fail?: NodeJS.ErrnoException) {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      done(fail);
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, chunks, text: () => Buffer.concat(chunks).toString() };
}

describe('a stream that secrets are kept from', () => {
  it('has none, whoever writes, as text or as bytes', async () => {
    new Secret('stream-secret-1');
    const { stream, text } = collector();
    keepSecretsFrom(stream);
    stream.write('a stream-secret-1 b\n');
    stream.write(Buffer.from('c stream-secret-1 d\n'));
    stream.write(new Uint8Array(Buffer.from('e stream-secret-1 f\n')));
    await new Promise<void>((resolve) => stream.write('plain\n', 'utf8', () => resolve()));
    expect(text()).toBe('a [secret] b\nc [secret] d\ne [secret] f\nplain\n');
  });

  it('leaves bytes that are no text as they are', () => {
    const { stream, chunks } = collector();
    keepSecretsFrom(stream);
    stream.write(Buffer.from([0xff, 0x00, 0xfe]));
    expect(Buffer.concat(chunks)).toEqual(Buffer.from([0xff, 0x00, 0xfe]));
  });
});

describe('an output', () => {
  it('is whole when everything arrived', async () => {
    const { stream, text } = collector();
    const out = output(stream);
    out.write('one');
    out.write('two');
    expect(await out.delivered()).toBe('whole');
    expect(text()).toBe('onetwo');
  });

  it.each([
    ['EPIPE', 'closed'],
    ['ENOSPC', 'failed'],
    ['EIO', 'failed'],
  ])('that ends with %s is %s, and is written to no more', async (code, delivery) => {
    const { stream, chunks } = collector(Object.assign(new Error(code), { code }));
    const out = output(stream);
    out.write('one');
    expect(await out.delivered()).toBe(delivery);
    out.write('two');
    expect(await out.delivered()).toBe(delivery);
    expect(chunks).toHaveLength(1);
  });
});

describe('an input', () => {
  it('is a text, or a sentence that names the file and the reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'smsctl-input-'));
    writeFileSync(join(folder, 'file'), 'text\n');
    expect(await readInput(join(folder, 'file'))).toBe('text\n');
    await expect(readInput(join(folder, 'none\u001b'))).rejects.toMatchObject({
      code: 'input.unreadable',
      message: `${folder}/none\\x1b cannot be read (ENOENT).`,
      exit: 2,
    });
  });
});
