import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { loadNumberImage } from '../../src/adapters/counting/number-image.ts';
import { decodeImage, encodeImage } from '../../src/automaton/image.ts';
import { headerAt, outcomeBytes, outcomesAt, stateBytes, statesAt } from '../../src/automaton/layout.ts';
import { type NumberAutomaton, walk } from '../../src/automaton/number-automaton.ts';
import type { PhoneMetadata } from '../../src/automaton/plans.ts';
import { slotsOf } from '../../src/automaton/slots.ts';
import { judgeNumber } from '../../src/domain/numbers/contact-number.ts';
import { built } from '../support/built.ts';
import { compiledFrom } from '../support/compiled-numbers.ts';
import { transitionsOf } from '../support/transitions.ts';

await built('tables');

const allPlans = createRequire(import.meta.url)('libphonenumber-js/metadata.max.json') as PhoneMetadata;
const loaded = loadNumberImage();
if (!loaded.ok) throw new Error(loaded.why);
const { image } = loaded;
const { automaton } = image;
const countries = [...automaton.national.keys()];

/** The automaton's verdict, or the judge's where it is left to that; and whether it was. */
function compare(subject: NumberAutomaton, root: string, digits: string): 'same' | 'asked' | 'different' {
  const international = root === '+';
  const country = international || root === '' ? undefined : root;
  const verdict = walk(subject, international, digits, country);
  if (verdict === undefined) return 'asked';
  return isDeepStrictEqual(verdict, judgeNumber(international, digits, country)) ? 'same' : 'different';
}

const bytesOf = (states: Uint32Array = new Uint32Array()): Uint8Array =>
  new Uint8Array(states.buffer, states.byteOffset, states.byteLength);

describe('the automaton', () => {
  it('judges numbers as the judge does and leaves few to it', () => {
    const seen = { same: 0, asked: 0, different: 0 };
    const root = fc.oneof(fc.constant('+'), fc.constantFrom(...countries));
    const digits = fc.oneof(
      fc.stringMatching(/^\d{1,21}$/),
      fc
        .tuple(fc.constantFrom('1', '44', '7', '39', '0', '00', '1242', ''), fc.stringMatching(/^\d{5,11}$/))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(root, digits, (where, text) => {
        const result = compare(automaton, where, text);
        seen[result] += 1;
        expect(result).not.toBe('different');
      }),
      { numRuns: 2000 },
    );
    expect(seen.same).toBeGreaterThan(seen.asked);
  });

  it('judges digits that a 0 would make an international call as the judge does', () => {
    // Of each prefix such as 011 or 010, the digits after the 0.
    const plans = Object.entries(allPlans.countries).map(([country, plan]) => [country, String(plan[1])] as const);
    const after = plans.filter(([, prefix]) => /^0[1-9]\d*$/.test(prefix));
    expect(after.length).toBeGreaterThan(20);
    const seen = new Map<string, number>();
    const abroad = fc.constantFrom(...getCountries().filter((country) => getExampleNumber(country, examples)));
    const number = fc
      .tuple(abroad, fc.stringMatching(/^\d{1,3}$/), fc.nat({ max: 4 }))
      .map(([country, change, drop]) => {
        const example = getExampleNumber(country, examples)?.number.slice(1) ?? '';
        // Half of them stay as they are.
        return drop < 2 ? example : example.slice(0, -change.length - (drop - 2)) + change;
      });
    const digits = fc.oneof(
      { weight: 5, arbitrary: number },
      { weight: 2, arbitrary: fc.stringMatching(/^[1-9]\d{3,14}$/) },
      { weight: 1, arbitrary: fc.stringMatching(/^(800|979|878|999|0)\d{5,10}$/) },
    );
    fc.assert(
      fc.property(fc.constantFrom(...after), digits, ([country, prefix], rest) => {
        const text = prefix.slice(1) + rest;
        const result = compare(automaton, country, text);
        expect(result).not.toBe('different');
        const verdict = result === 'asked' ? undefined : walk(automaton, false, text, country);
        const key = verdict === undefined ? result : verdict.textable ? 'textable' : verdict.reason;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }),
      { numRuns: 3000 },
    );
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['plus-lost', 'leading-zero-lost', 'not-assigned']));
    expect(seen.get('asked') ?? 0).toBeLessThan(600);
  });

  it.each([
    ['+', '12025550123', 'US'],
    ['US', '2025550123', 'US'],
    ['US', '12025550123', 'US'],
    ['GB', '07400123456', 'GB'],
    ['DE', '015123456789', 'DE'],
    ['+', '4407400123456', 'GB'],
    ['AI', '2644970123', 'AI'],
  ])('judges %s %s without the judge', (root, digits, country) => {
    expect(compare(automaton, root, digits)).toBe('same');
    expect(walk(automaton, root === '+', digits, root)).toMatchObject({ country });
  });

  it('is distinguished from one with any wrong transition by the test texts', () => {
    const texts = [...transitionsOf(automaton)].filter(({ root }) => root === 'LI');
    expect(texts.length).toBeGreaterThan(500);
    const verdicts = texts.map(({ digits }) => judgeNumber(false, digits, 'LI'));
    const judged = (subject: NumberAutomaton) => texts.map(({ digits }) => walk(subject, false, digits, 'LI'));
    const right = judged(automaton);
    for (const [index, verdict] of right.entries()) {
      if (verdict !== undefined) expect(verdict).toEqual(verdicts[index]);
    }
    const broken = Array.from({ length: 40 }, (_, index) => {
      const states = automaton.states.slice();
      const { digits } = texts[Math.floor((index * texts.length) / 40)] ?? { digits: '0' };
      let state = automaton.national.get('LI') ?? 0;
      for (const digit of digits.slice(0, -1)) state = states[state / 4 + Number(digit)] ?? 0;
      // Anywhere else, far away.
      states[state / 4 + Number(digits.at(-1))] = ((index + 1) * 6007 * stateBytes) % automaton.states.byteLength;
      return { ...automaton, states };
    });
    const caught = broken.filter((subject) => !isDeepStrictEqual(judged(subject), right));
    // Some wrong ways lead to where the same comes out; those of the whole automaton leave fewer of them.
    expect(caught.length).toBeGreaterThanOrEqual(30);
  });
});

describe('the image', () => {
  it('round-trips the whole automaton', () => {
    const compiled = compiledFrom(image);
    const bytes = encodeImage(compiled);
    const again = decodeImage(bytes, bytes.length);
    if (again === undefined) throw new Error('It is no image.');
    expect({ ...compiledFrom(again), states: [] }).toEqual({ ...compiled, states: [] });
    expect(Buffer.compare(bytesOf(again.automaton.states), bytesOf(automaton.states))).toBe(0);
  });

  it('is encoded to the bytes that the build wrote', () => {
    const bytes = encodeImage(compiledFrom(image));
    expect(Buffer.compare(bytes, readFileSync(new URL('../../bundle/numbers.bin', import.meta.url)))).toBe(0);
  });

  it('is refused when the plans need more room than it has', () => {
    const compiled = compiledFrom(image);
    const room = (headerAt - outcomesAt) / outcomeBytes;
    const outcomes = (count: number) => Array.from({ length: count }, () => ({ kind: 'ask' as const }));
    expect(() => encodeImage({ ...compiled, outcomes: outcomes(room) })).not.toThrow();
    expect(() => encodeImage({ ...compiled, outcomes: outcomes(room + 1) })).toThrow(/grown/);
    const header = (letters: number) =>
      encodeImage({ ...compiled, origin: { ...compiled.origin, rules: 'x'.repeat(letters) } });
    const length = (bytes: Uint8Array) => new Uint32Array(bytes.buffer, 4, 1)[0] ?? 0;
    const free = statesAt - headerAt - length(header(0));
    expect(() => header(free)).not.toThrow();
    expect(() => header(free + 1)).toThrow(/grown/);
  });

  it('has a slot for each kind of number and each reason', () => {
    const { slots } = image;
    expect(slots.count).toBe(slots.numbers.length + slots.reasons.length);
    for (const [slot, kind] of slots.numbers.entries()) expect(slots.ofNumber(kind)).toBe(slot);
    for (const [index, reason] of slots.reasons.entries()) {
      expect(slots.ofReason(reason)).toBe(slots.numbers.length + index);
    }
    expect(slots.ofNumber({ country: 'ZZ', type: 'MOBILE', isFictional: false })).toBe(-1);
    expect(slotsOf({ numbers: [], reasons: [] }).ofReason('empty')).toBe(-1);
  });

  it('keeps its states when its buffer grows', () => {
    const bytes = encodeImage(compiledFrom(image));
    const former = bytes.buffer as ArrayBuffer;
    const room = { buffer: former };
    const moved = decodeImage(room, bytes.length)?.automaton;
    if (moved === undefined) throw new Error('It is no image.');
    expect(moved.states).toHaveLength(automaton.states.length);
    room.buffer = structuredClone(former, { transfer: [former] });
    expect(walk(moved, true, '12025550123')).toEqual(walk(automaton, true, '12025550123'));
  });

  it('finds countries by their two letters', () => {
    expect(image.pairs).toMatchObject({ us: 'US', gb: 'GB', uk: 'GB' });
  });

  it('is rejected when the bytes are something else', () => {
    for (const size of [4, 64, 1 << 20]) expect(decodeImage(new Uint8Array(size), size)).toBeUndefined();
  });
});
