import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verificationFile } from '../../../src/adapters/settings/verification-file.ts';
import type { VerificationRecord } from '../../../src/domain/readiness/verification.ts';
import { type DiskCall, onDisk } from '../../support/failing-disk.ts';

let root: string;
let directory: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smsctl-verification-'));
  directory = join(root, 'state');
  file = join(directory, 'acme.verification.json');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const store = () => verificationFile({ directory, organization: 'acme' });
const result = {
  id: 'number.owned',
  headline: 'A valid organization phone number is saved.',
  title: 'The number belongs to the account.',
  status: 'fail',
  required: true,
  live: true,
  blockedBy: null,
  detail: 'It does not.',
  remedy: { text: 'Save another number.', command: 'smsctl setup number' },
  code: '21606',
  data: { sender: '+12025550123', count: 0, ok: false, none: null },
  durationMs: 12,
  checkedAt: '2026-11-23T18:00:00.000Z',
} as const;
const record: VerificationRecord = {
  completedAt: '2026-11-23T18:00:00.000Z',
  results: {
    'number.owned': { result, setup: '0123456789abcdef' },
    'credentials.accepted': {
      result: { ...result, id: 'credentials.accepted', status: 'pass', remedy: null, code: null, data: {} },
      setup: '0123456789abcdef',
    },
  },
};

const delivered = {
  sender: '+12025550142',
  accountSid: `AC${'a'.repeat(32)}`,
  delivery: {
    at: '2026-11-23T18:00:00.000Z',
    outcome: 'delivered',
    code: null,
    country: 'US',
    recipient: 0,
    verified: null,
  },
} as const;

const prices = {
  US: {
    accountSid: `AC${'a'.repeat(32)}`,
    readAt: '2026-11-23T18:00:00.000Z',
    prices: { currency: 'USD', prices: [{ kind: 'local', price: '0.0083' }] },
  },
};

const period = {
  subject: '["+12025550142"]',
  verdict: 'not-ready',
  since: '2026-11-23T18:00:00.000Z',
  lastReadyAt: null,
  failing: [{ check: 'number.owned', before: 'pass' }],
  ready: { 'number.owned': 'pass' },
} as const;

describe('recorded results', () => {
  it('are undefined when there are none, and no file is created', async () => {
    expect(await store().load()).toBeUndefined();
    expect(readdirSync(root)).toEqual([]);
  });

  it('are read as they were saved', async () => {
    expect(await store().save(record)).toBe(true);
    expect(await store().load()).toEqual(record);
    expect(await store().save({ completedAt: null, results: {} })).toBe(true);
    expect(await store().load()).toEqual({ completedAt: null, results: {} });
    expect(await store().save({ ...record, deliveries: [delivered], prices })).toBe(true);
    expect(await store().load()).toEqual({ ...record, deliveries: [delivered], prices });
    expect(await store().save({ ...record, period })).toBe(true);
    expect(await store().load()).toEqual({ ...record, period });
    expect(readdirSync(directory)).toEqual(['acme.verification.json']);
  });

  it.skipIf(process.platform === 'win32')('are readable by the user alone', async () => {
    await store().save(record);
    expect([directory, file].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  it('return false when they cannot be saved', async () => {
    writeFileSync(directory, 'not a directory');
    expect(await store().save(record)).toBe(false);
    expect(await store().load()).toBeUndefined();
  });

  it('remove temporary files of killed writers', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, '.acme.verification.json.4194305.0123456789ab.tmp'), '');
    writeFileSync(join(directory, `.acme.verification.json.${process.ppid}.0123456789ab.tmp`), '');
    await store().save(record);
    expect(readdirSync(directory)).toEqual([
      `.acme.verification.json.${process.ppid}.0123456789ab.tmp`,
      'acme.verification.json',
    ]);
  });
});

const stored = { schema: 'smsctl.verification/1', ...record };
const withResult = (change: object) => ({
  ...stored,
  results: { 'number.owned': { setup: 'x', result: { ...result, ...change } } },
});

describe('a damaged file of results', () => {
  const broken: Readonly<Record<string, unknown>> = {
    'of another form': { ...stored, schema: 'smsctl.verification/2' },
    'without results': { ...stored, results: undefined },
    'with a list of results': { ...stored, results: [] },
    'with a result that is null': { ...stored, results: { 'number.owned': null } },
    'without the setup that a result was for': { ...stored, results: { 'number.owned': { result } } },
    'with a time that is a number': { ...stored, completedAt: 5 },
    'with a status that there is not': withResult({ status: 'perfect' }),
    'with a detail that is no text': withResult({ detail: { text: 'x' } }),
    'with a remedy without a text': withResult({ remedy: { command: null } }),
    'with data that is nested': withResult({ data: { a: {} } }),
    'with a period that is null': { ...stored, period: null },
    'with a period of another verdict': { ...stored, period: { ...period, verdict: 'unknown' } },
    'with a period without a start': { ...stored, period: { ...period, since: null } },
    'with a period that starts with words': { ...stored, period: { ...period, since: '1 Jan 2026 (words)' } },
    'with a period of no day': { ...stored, period: { ...period, since: '2026-99-99T18:00:00.000Z' } },
    'with a period that was ready at some number': { ...stored, period: { ...period, lastReadyAt: 5 } },
    'with a failing check that is no id': {
      ...stored,
      period: { ...period, failing: [{ check: 'a\u001b[31m', before: null }] },
    },
    'with a failing check that was in no status': {
      ...stored,
      period: { ...period, failing: [{ check: 'a', before: 'fine' }] },
    },
    'with a former status that there is not': { ...stored, period: { ...period, ready: { a: 'fine' } } },
    'that is null': null,
  };
  it.each(Object.entries(broken))('counts as none: %s', async (_, value) => {
    await store().save(record);
    writeFileSync(file, JSON.stringify(value));
    expect(await store().load()).toBeUndefined();
  });

  /** Each field with the kinds of values that it may have. */
  const kinds: Readonly<Record<string, readonly string[]>> = {
    schema: [],
    completedAt: ['text', 'null'],
    results: ['none'],
    deliveries: ['missing', 'empty'],
    'results.a': ['missing'],
    'results.a.setup': ['text'],
    'results.a.result': [],
    ...Object.fromEntries(['id', 'headline', 'title', 'detail'].map((name) => [`results.a.result.${name}`, ['text']])),
    ...Object.fromEntries(['required', 'live'].map((name) => [`results.a.result.${name}`, ['flag']])),
    ...Object.fromEntries(
      ['blockedBy', 'code', 'checkedAt', 'remedy.command'].map((name) => [
        `results.a.result.${name}`,
        ['text', 'null'],
      ]),
    ),
    'results.a.result.status': [],
    'results.a.result.remedy': ['null'],
    'results.a.result.remedy.text': ['text'],
    'results.a.result.data': ['none'],
    'results.a.result.data.sender': ['text', 'number', 'flag', 'null', 'missing'],
    'results.a.result.durationMs': ['number'],
    'deliveries.0': [],
    'deliveries.0.sender': ['text'],
    'deliveries.0.accountSid': ['text'],
    'deliveries.0.delivery': [],
    'deliveries.0.delivery.at': ['text'],
    'deliveries.0.delivery.outcome': [],
    'deliveries.0.delivery.code': ['number', 'null'],
    'deliveries.0.delivery.country': ['text', 'null'],
    'deliveries.0.delivery.recipient': ['number'],
    'deliveries.0.delivery.verified': ['flag', 'null'],
    prices: ['missing', 'none'],
    'prices.US': ['missing'],
    'prices.US.accountSid': ['text'],
    'prices.US.readAt': ['text'],
    'prices.US.prices': ['null'],
    'prices.US.prices.currency': ['text'],
    'prices.US.prices.prices': ['empty'],
    'prices.US.prices.prices.0.kind': ['text'],
    'prices.US.prices.prices.0.price': ['text'],
  };
  const values = { text: 'x', number: 1, flag: true, null: null, none: {}, empty: [], missing: undefined };

  it.each(Object.entries(kinds))('counts as none unless %s has one of the kinds %j', async (path, allowed) => {
    mkdirSync(directory);
    const whole = { ...stored, results: { a: { setup: 'x', result } }, deliveries: [delivered], prices };
    const accepted: string[] = [];
    for (const [kind, value] of Object.entries(values)) {
      const document = structuredClone(whole) as Record<string, unknown>;
      const names = path.split('.');
      const parent = names.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, document);
      parent[names.at(-1) ?? ''] = value;
      writeFileSync(file, JSON.stringify(document));
      if ((await store().load()) !== undefined) accepted.push(kind);
    }
    expect(accepted.sort()).toEqual([...allowed].sort());
  });

  it.each(['pass', 'warn', 'fail', 'skip', 'unknown'])('is read with the status %s', async (status) => {
    mkdirSync(directory);
    writeFileSync(file, JSON.stringify(withResult({ status })));
    expect((await store().load())?.results['number.owned']?.result.status).toBe(status);
  });

  it.each([
    ['empty', ''],
    ['truncated', JSON.stringify(stored).slice(0, -2)],
    ['not UTF-8', Buffer.from(JSON.stringify(withResult({ detail: 'ä' })), 'latin1')],
    ['too large', JSON.stringify(withResult({ detail: 'x'.repeat(1024 * 1024) }))],
    ['meant for a prototype', JSON.stringify(stored).replace('number.owned', '__proto__')],
  ])('counts as none and stays when it is %s', async (_, contents) => {
    await store().save(record);
    writeFileSync(file, contents);
    expect(await store().load()).toBeUndefined();
    expect(readFileSync(file)).toEqual(Buffer.from(contents));
  });

  it('counts as none when it is a directory', async () => {
    mkdirSync(file, { recursive: true });
    expect(await store().load()).toBeUndefined();
    expect(await store().save(record)).toBe(false);
    expect(readdirSync(directory)).toEqual(['acme.verification.json']);
  });
});

describe('errors of the file system', () => {
  const telling = (told: string[]) =>
    verificationFile({ directory, organization: 'acme', onProblem: (words) => told.push(words) });

  it.each(['EACCES', 'EPERM', 'EIO'])('are reported once when results cannot be read (%s)', async (errno) => {
    const denied = (call: DiskCall) => (call.file === 'acme.verification.json' ? { errno } : undefined);
    await store().save(record);
    const told: string[] = [];
    const remembered = telling(told);
    await onDisk(async () => {
      expect(await remembered.load()).toBeUndefined();
      expect(await remembered.load()).toBeUndefined();
    }, denied);
    expect(told).toEqual([expect.stringMatching(new RegExp(`${file}: .*\\(${errno}\\)`))]);
    expect(await remembered.load()).toEqual(record);
  });

  it('are reported once when results cannot be saved', async () => {
    const told: string[] = [];
    const remembered = telling(told);
    mkdirSync(file, { recursive: true });
    expect([await remembered.save(record), await remembered.save(record)]).toEqual([false, false]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`${file}: it is a directory (EISDIR)`);
  });

  it('are ignored when there are no results yet or broken ones', async () => {
    const told: string[] = [];
    expect(await telling(told).load()).toBeUndefined();
    expect(await telling(told).save(record)).toBe(true);
    writeFileSync(file, '{');
    expect(await telling(told).load()).toBeUndefined();
    expect(told).toEqual([]);
  });
});
