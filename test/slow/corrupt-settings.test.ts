import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { UserError } from '../../src/domain/user-error.ts';
import { brokenSettings } from '../support/broken-settings.ts';
import { fullSettings } from '../support/full-settings.ts';
import { bareEnvironment, freshHome } from '../support/keyring.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';

const root = mkdtempSync(join(tmpdir(), 'smsctl-corrupt-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Numbers that look random and are the same every time, so that what fails can be looked at again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Settings whose every free text is a word that no message of ours could hold by chance. */
const words = ['QXZVKJWQ', 'ZZQXJKVW', 'WVKQJXZQ', 'JQXWZVKZ', 'KZXQWJVJ'] as const;
const settings = {
  ...fullSettings,
  owner: { team: words[0], contact: words[1] },
  method: { confirmed: { ...fullSettings.method.confirmed, by: words[2] } },
  contacts: { ...fullSettings.contacts, source: `/${words[3]}/contacts.csv`, column: words[4] },
};
const whole = Buffer.from(`${JSON.stringify({ schema: 'smsctl.settings/1', ...settings }, undefined, 2)}\n`);

/** Any four letters of those words, and what looks like an identifier. */
const pieces = [
  ...words.flatMap((word) => Array.from({ length: word.length - 3 }, (_, at) => word.slice(at, at + 4))),
  ...['AC', 'SK', 'MG'].map((prefix) => `${prefix}0123`),
  '89abcdef',
  'hunter2',
];
const echoed = (text: string): readonly string[] => pieces.filter((piece) => text.includes(piece));

interface Damage {
  readonly name: string;
  readonly bytes: Buffer;
}

/** 1,000 files: cut anywhere, with flipped bits, or both. */
function damages(): readonly Damage[] {
  const next = numbers(20_261_124);
  const at = (length: number) => Math.floor(next() * length);
  return Array.from({ length: 1_000 }, (_, index) => {
    const cut = index % 3 !== 0;
    const length = cut ? at(whole.length) : whole.length;
    const bytes = Buffer.from(whole.subarray(0, length));
    const flips = index % 3 === 1 ? 0 : 1 + at(4);
    for (let flip = 0; flip < flips && bytes.length > 0; flip += 1) {
      const where = at(bytes.length);
      bytes[where] = (bytes[where] ?? 0) ^ (1 << at(8));
    }
    return { name: `${index}: ${length} of ${whole.length} bytes, ${flips} bits flipped`, bytes };
  });
}

const fixtures: readonly Damage[] = Object.entries(brokenSettings).map(([name, [contents]]) => ({
  name,
  bytes: Buffer.from(contents as string),
}));

const identity = (path: string): string => {
  const { ino, mtimeMs, mode } = lstatSync(path);
  return [ino, mtimeMs, mode, readFileSync(path, 'base64')].join();
};

describe('settings that are damaged', () => {
  const random = damages();

  it('are read or refused with a place, never altered and never quoted', async () => {
    const folder = join(root, 'organizations');
    mkdirSync(folder, { mode: 0o700 });
    const file = join(folder, 'acme.json');
    const store = settingsFile({ directory: root, organization: 'acme' });
    const problems: string[] = [];
    const counts = { read: 0, refused: 0, altered: 0, echoed: 0 };
    for (const { name, bytes } of [...fixtures, ...random]) {
      writeFileSync(file, bytes, { mode: 0o600 });
      const before = identity(file);
      const attempts = [store.load(), store.update((current) => ({ ...current }))];
      for (const outcome of await Promise.allSettled(attempts)) {
        if (outcome.status === 'fulfilled') {
          counts.read += 1;
          continue;
        }
        counts.refused += 1;
        const error: unknown = outcome.reason;
        if (!(error instanceof UserError) || error.exit !== 3) problems.push(`${name}: ${error}`);
        else if (!error.message.includes(file)) problems.push(`${name}: no path: ${error.message}`);
        else if (!/json:\d+:\d+|larger than|newer smsctl/.test(error.message)) {
          problems.push(`${name}: no place: ${error.message}`);
        } else if (echoed([error.message, ...error.hints].join()).length > 0) {
          counts.echoed += 1;
          problems.push(`${name}: says ${error.message}`);
        }
      }
      if (identity(file) !== before) {
        counts.altered += 1;
        problems.push(`${name}: altered`);
      }
    }
    process.stdout.write(
      `${fixtures.length} fixtures and ${random.length} random damages, read and saved over: ${counts.refused} refused, ${counts.read} still whole, ${counts.altered} altered, ${counts.echoed} echoed\n`,
    );
    expect(problems).toEqual([]);
    expect(fixtures.length).toBe(promised(/(\d+) kinds of it/));
    expect(random.length).toBe(promised(/([\d,]+) random ones/));
    expect(counts.refused).toBeGreaterThan(1_500);
    expect(readdirSync(folder)).toEqual(['acme.json']);
  });

  it('make every command exit with 3 and a message', async () => {
    const commands = [
      ['status'],
      ['status', '--json'],
      ['verify', '--json'],
      ['verify', '--offline'],
      ['setup', 'owner', '--no-input', '--owner-team', 'x', '--owner-contact', 'y'],
    ];
    const runs = [...fixtures, ...random.filter((_, index) => index % 50 === 1)].map((damage, index) => ({
      ...damage,
      command: commands[index % commands.length] ?? [],
    }));
    expect(runs.length).toBeGreaterThan(60);
    const problems: string[] = [];
    const lane = async () => {
      const home = freshHome();
      const folder = join(home, 'config', 'smsctl', 'organizations');
      const file = join(folder, 'default.json');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (let run = runs.shift(); run !== undefined; run = runs.shift()) {
        writeFileSync(file, run.bytes, { mode: 0o600 });
        const before = identity(file);
        const { code, out, err } = await runProgram([...smsctl, ...run.command], { env: bareEnvironment(home) });
        const said = `${run.name}, ${run.command.join(' ')}: ${code} ${out} ${err}`;
        if (code !== 3) problems.push(said);
        if (/^\s+at |\.js:\d|Error:/m.test(out + err)) problems.push(`a trace: ${said}`);
        if (echoed(out + err).length > 0) problems.push(`an echo: ${said}`);
        if (run.command.includes('--json') && JSON.parse(out).error.code !== 'settings.unreadable') problems.push(said);
        if (identity(file) !== before || readdirSync(folder).length !== 1) problems.push(`altered: ${said}`);
      }
      rmSync(home, { recursive: true, force: true });
    };
    await Promise.all([lane(), lane(), lane()]);
    expect(problems).toEqual([]);
  });
});
