import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { beforeEach, describe, expect, it } from 'vitest';
import { compileNumbers } from '../../src/automaton/compile.ts';
import { decodeImage, encodeImage, type NumberImage } from '../../src/automaton/image.ts';
import { outcomeBytes } from '../../src/automaton/layout.ts';
import { type NumberAutomaton, walk } from '../../src/automaton/number-automaton.ts';
import type { PhoneMetadata } from '../../src/automaton/plans.ts';
import { judgeNumber } from '../../src/domain/numbers/contact-number.ts';
import { type ReadPhone, readPhone } from '../../src/domain/numbers/phone.ts';
import { transitionsOf } from '../support/transitions.ts';

const all = createRequire(import.meta.url)('libphonenumber-js/metadata.max.json') as PhoneMetadata;

/**
 * A world of few plans, each with something that others lack: LI rewrites numbers after a prefix, NO and SJ share a calling
 * code, AU has numbers of films and several prefixes for calls abroad, 979 belongs to no country.
 */
const callingCodes = ['47', '61', '423'];
const metadata: PhoneMetadata = {
  ...all,
  country_calling_codes: Object.fromEntries(callingCodes.map((code) => [code, all.country_calling_codes[code] ?? []])),
  nonGeographic: { '979': all.nonGeographic['979'] ?? [] },
};
const known = [...callingCodes, '979'];

/** libphonenumber, which knows no other calling codes. */
function read(text: string, country?: string): ReadPhone {
  const digits = text.startsWith('+') ? text.slice(1) : undefined;
  const isKnown = digits === undefined || known.some((code) => digits.startsWith(code) || code.startsWith(digits));
  return isKnown ? readPhone(text, country) : { ok: false, problem: 'unknown-calling-code' };
}

let compiled: ReturnType<typeof compileNumbers>;
let automaton: NumberAutomaton;

const origin = { library: '1', metadata: '2', rules: '3' };
const pairs = { li: 'LI', zz: 'ZZ' };

// For each test anew, so that what is compiled wrongly fails the tests, whichever of them are run.
beforeEach(() => {
  compiled = compileNumbers(metadata, read);
  automaton = imageOf(compiled).automaton;
});

function imageOf(numbers: typeof compiled): NumberImage {
  const bytes = encodeImage({ ...numbers, origin, pairs });
  const image = decodeImage(bytes, bytes.length);
  if (image === undefined) throw new Error('It is no image.');
  return image;
}

type Text = { readonly root: string; readonly digits: string };

/** The texts that the automaton judges otherwise than libphonenumber, and how many it leaves to it. */
function compare(texts: Iterable<Text>) {
  const result = {
    compared: 0,
    asked: 0,
    different: [] as (Text & { readonly verdict: unknown; readonly judged: unknown })[],
  };
  for (const { root, digits } of texts) {
    const international = root === '+';
    // Two zeros in front are read as a + before the digits are judged.
    if (!international && /^00[1-9]/.test(digits)) continue;
    const country = international || root === '' ? undefined : root;
    result.compared += 1;
    const verdict = walk(automaton, international, digits, country);
    if (verdict === undefined) {
      result.asked += 1;
      continue;
    }
    const judged = judgeNumber(international, digits, country, read);
    if (!isDeepStrictEqual(verdict, judged)) result.different.push({ root, digits, verdict, judged });
  }
  return result;
}

/** Example numbers with each digit changed, one taken away and one put in, as they may be written. */
function* examplesOf(country: 'AU' | 'LI' | 'NO' | 'SJ', code: string): Generator<Text> {
  const number = getExampleNumber(country, examples)?.nationalNumber ?? '';
  const texts = new Set([number, number.slice(0, -1)]);
  for (let at = 0; at < number.length; at += 1) {
    texts.add(number.slice(0, at) + number.slice(at + 1));
    for (let digit = 0; digit < 10; digit += 1) {
      texts.add(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`);
      texts.add(`${number.slice(0, at)}${digit}${number.slice(at)}`);
    }
  }
  for (const digits of texts) {
    for (const prefix of ['', '0', '00']) yield { root: '+', digits: `${code}${prefix}${digits}` };
    for (const prefix of ['', '0', '1', '1001', '06', '11', code, `${code}0`])
      yield { root: country, digits: prefix + digits };
    yield { root: '', digits: code + digits };
  }
}

describe('numbering plans that are compiled', () => {
  it('judge a number for every transition as libphonenumber does', () => {
    const { compared, asked, different } = compare(transitionsOf(automaton));
    expect(different.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(5_000);
    expect(asked / compared).toBeLessThan(0.01);
  });

  it.each([
    ['AU', '61', 0.001],
    ['LI', '423', 0.1],
    ['NO', '47', 0.001],
    ['SJ', '47', 0.001],
  ] as const)('judge numbers near the example of %s as libphonenumber does', (country, code, left) => {
    const { asked, compared, different } = compare(examplesOf(country, code));
    expect(different.slice(0, 5)).toEqual([]);
    // What is left to libphonenumber costs a thousand times as much.
    expect(asked / compared).toBeLessThan(left);
  });

  it('judge numbers for films, and numbers of no country, as libphonenumber does', () => {
    const films = ['491570006', '491570156', '491573087', '491571266'].flatMap((digits) => [
      { root: '+', digits: `61${digits}` },
      { root: 'AU', digits: `0${digits}` },
    ]);
    const nobodys = ['979123456789', '97912345678', '9791234567890'].map((digits) => ({ root: '+', digits }));
    expect(compare([...films, ...nobodys])).toEqual({
      compared: films.length + nobodys.length,
      asked: 0,
      different: [],
    });
    const outcomes = automaton.states.filter((_, index) => index % 11 === 10).map((offset) => offset);
    const fictional = [...new Set(outcomes)]
      .map(automaton.outcomeAt)
      .filter((outcome) => 'isFictional' in outcome && outcome.isFictional);
    expect(fictional.length).toBeGreaterThan(0);
  });

  it('leave to libphonenumber what it rewrites, and what is longer than any number', () => {
    expect(walk(automaton, false, '10014123456', 'LI')).toBeUndefined();
    expect(walk(automaton, true, `423${'1'.repeat(17)}`)).toBeDefined();
    expect(walk(automaton, true, `423${'1'.repeat(18)}`)).toBeUndefined();
    expect(walk(automaton, false, '7000000', 'ZZ')).toBeUndefined();
  });

  it('read two zeros in front as a +, but for 0011 of Australia, which only libphonenumber knows', () => {
    const kindAfter = (digits: string, root: string) => {
      let state = automaton.national.get(root) ?? 0;
      for (const digit of digits) state = automaton.states[state / 4 + Number(digit)] ?? 0;
      return automaton.outcomeAt(automaton.states[state / 4 + 10] ?? 0).kind;
    };
    for (const root of ['', 'AU', 'LI', 'NO', 'SJ']) {
      for (const digits of ['001', '002', '009', '0047', '00423790', `0012${'0'.repeat(30)}`, `002${'1'.repeat(30)}`]) {
        expect([root, digits, kindAfter(digits, root)]).toEqual([root, digits, 'double-zero']);
      }
      for (const digits of ['', '0011', '001147', `0011${'2'.repeat(30)}`]) {
        expect([root, digits, kindAfter(digits, root)]).toEqual([root, digits, 'ask']);
      }
      expect(walk(automaton, false, '0047', root)).toBeUndefined();
    }
  });

  it('leave national digits to libphonenumber when they are longer than any number', () => {
    for (const root of ['AU', 'LI', 'NO', 'SJ']) {
      expect(walk(automaton, false, '3'.repeat(20), root)).toBeDefined();
      expect(walk(automaton, false, '3'.repeat(21), root)).toBeUndefined();
    }
  });

  it('are refused when a national prefix has no end', () => {
    const withPrefix = (prefix: string): PhoneMetadata => ({
      ...metadata,
      country_calling_codes: { '423': ['LI'] },
      countries: { LI: (all.countries.LI ?? []).map((value, index) => (index === 5 || index === 7 ? prefix : value)) },
      nonGeographic: {},
    });
    expect(() => compileNumbers(withPrefix('0*'), read)).toThrow('The prefix 0* has no end.');
    expect(() => compileNumbers(withPrefix('0{11}'), read)).toThrow(/has no end/);
    expect(() => compileNumbers(withPrefix('0{10}'), read)).not.toThrow();
  });

  it('give the same tables from the same plans, with no state twice', () => {
    const again = compileNumbers(metadata, read);
    expect(again.outcomes).toEqual(compiled.outcomes);
    expect(Buffer.compare(Buffer.from(again.states.buffer), Buffer.from(compiled.states.buffer))).toBe(0);
    const rows = new Set<string>();
    for (let at = 0; at < compiled.states.length; at += 11) rows.add(compiled.states.subarray(at, at + 11).join());
    expect(rows.size).toBe(compiled.states.length / 11);
    expect(new Set(compiled.outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(compiled.outcomes.length);
  });

  it('come back from the image as they were compiled', () => {
    const image = imageOf(compiled);
    const again = image.automaton;
    const outcomes = compiled.outcomes.map((_, index) => again.outcomeAt(index * outcomeBytes));
    expect(outcomes).toEqual(compiled.outcomes);
    const kinds = new Set(outcomes.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'ask',
      'double-zero',
      'none',
      'number',
      'perhaps-plus-lost',
      'perhaps-textable-abroad',
    ]);
    expect(outcomes.some((outcome) => 'isFictional' in outcome && outcome.isFictional)).toBe(true);
    expect([...again.states]).toEqual([...compiled.states]);
    expect([again.international, again.national]).toEqual([compiled.international, compiled.national]);
    expect([image.origin, image.pairs]).toEqual([origin, pairs]);
    expect(image.countries).toEqual(['001', 'AU', 'CC', 'CX', 'LI', 'NO', 'SJ']);
  });

  it('are refused in a format that is not known', () => {
    expect(() => compileNumbers({ ...metadata, version: 5 }, read)).toThrow(/format 5/);
  });
});
