import { fstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { type Piece, type StoredBytes, storeBytes } from '../../../src/adapters/contacts/stored-bytes.ts';
import { startTally } from '../../../src/domain/contacts/contact-tally.ts';
import { built } from '../../support/built.ts';
import { lists } from '../../support/lists.ts';

await built();

const directory = mkdtempSync(join(tmpdir(), 'smsctl-stored-'));
// The temporary folder of the program, to look into.
beforeEach(() => void vi.stubEnv('TMPDIR', directory));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What the program leaves in its temporary folder; the other file there is a list to read. */
const leftovers = () => readdirSync(directory).filter((name) => name !== 'list');

const pieces = (...texts: readonly string[]): readonly Piece[] =>
  texts.map((text, at) => ({ piece: Buffer.from(text), last: at === texts.length - 1 }));
async function* stream(of: readonly Piece[]): AsyncGenerator<Piece> {
  yield* of;
}
async function textOf({ pieces }: StoredBytes) {
  let text = '';
  const last: boolean[] = [];
  for await (const each of pieces()) {
    text += each.piece.toString();
    last.push(each.last);
  }
  return { text, ends: last.indexOf(true) === last.length - 1 };
}

describe.skipIf(process.platform === 'win32')('the bytes of a stream', () => {
  it('are stored in a file without a name, which is closed when they were read', async () => {
    const lines: number[] = [];
    const stored = await storeBytes(stream(pieces('a\nb', '\nc\n', '')), (count) => lines.push(count));
    expect(stored).toMatchObject({ bytes: 6, isComplete: true });
    expect(lines).toEqual([1, 3, 3]);
    expect(leftovers()).toEqual([]);
    expect(await textOf(stored)).toEqual({ text: 'a\nb\nc\n', ends: true });
    expect(() => fstatSync(stored.file)).toThrow('EBADF');
    stored.close();
    stored.close();
  });

  it('come whole when the temporary folder cannot hold them', async () => {
    vi.stubEnv('TMPDIR', join(directory, 'nothing'));
    const stored = await storeBytes(stream(pieces('a\n', 'b\n', 'c')), () => {});
    expect(stored).toMatchObject({ bytes: 0, isComplete: false });
    expect(await textOf(stored)).toEqual({ text: 'a\nb\nc', ends: true });
    stored.close();
  });

  it('end with the error of the stream', async () => {
    async function* broken(): AsyncGenerator<Piece> {
      yield { piece: Buffer.from('a'), last: false };
      throw new Error('gone');
    }
    await expect(storeBytes(broken(), () => {})).rejects.toThrow('gone');
  });
});

const forms: Readonly<Record<string, (text: string) => Buffer>> = {
  gzip: (text) => gzipSync(text),
  'UTF-16, little endian': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16, big endian': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16 in gzip': (text) => gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le')),
  stdin: (text) => Buffer.from(text),
};

describe.skipIf(process.platform === 'win32').each(Object.entries(forms))('a list as %s', (form, bytesOf) => {
  const path = join(directory, 'list');

  function open(text: string) {
    if (form !== 'stdin') writeFileSync(path, bytesOf(text));
    const stdin = Readable.from([bytesOf(text)]) as unknown as typeof process.stdin;
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin);
    return openContacts(form === 'stdin' ? '-' : path, { columns: ['phone'] });
  }

  async function counted(text: string) {
    const list = await open(text);
    const count = await list.count?.({});
    list.close();
    if (count === undefined || 'why' in count) return undefined;
    return { summary: count.summary, examples: count.examples };
  }

  async function read(text: string) {
    const list = await open(text);
    const tally = startTally();
    for await (const batch of list.rows()) for (const row of batch) tally.add(row, null);
    list.close();
    return { summary: tally.summary(), examples: tally.examples() };
  }

  it('is counted from its bytes as it is counted row by row', async () => {
    let compared = 0;
    const written = lists(60).filter(({ form: { header }, list: { rows } }) => header && rows.length > 0);
    await fc.assert(
      fc.asyncProperty(written, async ({ list: { text } }) => {
        // UTF-16 has no Latin-1.
        const plain = Buffer.from(text)
          .toString('latin1')
          .replace(/[\u0080-\uffff]/g, 'é');
        const count = await counted(plain);
        if (count === undefined) return;
        compared += 1;
        expect(count).toEqual(await read(plain));
      }),
      { numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(10);
    expect(leftovers()).toEqual([]);
  });

  it('is read row by row when the quote of a phone is not closed, from the start', async () => {
    const text = 'name,phone\nAda,+12025550123\nBob,"+12025550124\nCy,+12025550124\n';
    const list = await open(text);
    expect(await list.count?.({})).toMatchObject({ why: expect.any(String) });
    const phones: string[] = [];
    for await (const batch of list.rows()) for (const row of batch) phones.push(...(row.phones ?? []));
    list.close();
    expect(phones).toEqual(['+12025550123', '"+12025550124', '+12025550124']);
  });

  it('is read row by row when the temporary folder cannot hold it', async () => {
    vi.stubEnv('TMPDIR', join(directory, 'nothing'));
    const list = await open('name,phone\nAda,+12025550123\nCy,+12025550124\n');
    expect(await list.count?.({})).toMatchObject({ why: expect.stringContaining('temporary folder') });
    let rows = 0;
    for await (const batch of list.rows()) rows += batch.length;
    list.close();
    expect(rows).toBe(2);
  });

  it('names the lines of its findings and examples', async () => {
    const list = await open('name,phone\nAda,+12025550123\n\nCy,12\nDee,+12025550123\n');
    const count = await list.count?.({});
    list.close();
    expect(count).toMatchObject({ examples: { duplicate: [{ line: 5 }] } });
    expect(list.findings()).toContainEqual(expect.objectContaining({ code: 'blank-lines', line: 3 }));
  });
});
