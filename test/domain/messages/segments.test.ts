import { describe, expect, it } from 'vitest';
import { segmentsOf, splitCharacters } from '../../../src/domain/messages/segments.ts';
import { askTwilioCalculator, compareOn } from '../../support/message-peer.ts';

const digits = (count: number): string => '1234567890'.repeat(count / 10 + 1).slice(0, count);

describe('segments of a text', () => {
  // The cases that Twilio's calculator is published with.
  it.each([
    ['GSM-7 in one segment', digits(160), 'GSM-7', 1],
    ['GSM-7 in two', digits(161), 'GSM-7', 2],
    ['GSM-7 in three', digits(307), 'GSM-7', 3],
    ['UCS-2 in one', `😜${digits(68)}`, 'UCS-2', 1],
    ['UCS-2 in two', `😜${digits(69)}`, 'UCS-2', 2],
    ['UCS-2 in three', `😜${digits(133)}`, 'UCS-2', 3],
    ['a flag at the border', `🇮🇹${digits(66)}`, 'UCS-2', 1],
    ['a flag over the border', `🇮🇹${digits(67)}`, 'UCS-2', 2],
    ['a joined flag at the border', `🏳️🌈${digits(65)}`, 'UCS-2', 1],
    ['a joined flag over the border', `🏳️🌈${digits(66)}`, 'UCS-2', 2],
    ['brackets in UCS-2, one each', `😀${']'.repeat(68)}`, 'UCS-2', 1],
    ['one bracket more', `😀${']'.repeat(69)}`, 'UCS-2', 2],
    ['a letter with three accents', `e\u0301\u0301\u0301${'a'.repeat(66)}`, 'UCS-2', 1],
    ['and one letter more', `e\u0301\u0301\u0301${'a'.repeat(67)}`, 'UCS-2', 2],
    ...['|', '^', '€', '{', '}', '[', ']', '~', '\\', '\f'].flatMap((sign) => [
      [`${JSON.stringify(sign)} taking the room of two`, `${sign}${digits(158)}`, 'GSM-7', 1] as const,
      [`${JSON.stringify(sign)} and one more`, `${sign}${digits(159)}`, 'GSM-7', 2] as const,
    ]),
    ...['Á', 'Ú', 'ú', 'ç', 'í', 'Í', 'ó', 'Ó'].flatMap((letter) => [
      [`70 times ${letter}`, letter.repeat(70), 'UCS-2', 1] as const,
      [`71 times ${letter}`, letter.repeat(71), 'UCS-2', 2] as const,
    ]),
  ] as const)('%s', (_name, text, encoding, segments) => {
    expect(segmentsOf(text)).toMatchObject({ encoding, segments });
    expect(askTwilioCalculator(text)).toMatchObject({ encoding, segments });
  });

  it('counts characters and the units they take', () => {
    expect(segmentsOf('€1')).toMatchObject({ characters: 2, units: 3, room: { alone: 160, joined: 153 } });
    expect(segmentsOf('😀1')).toMatchObject({ characters: 2, units: 3, room: { alone: 70, joined: 67 } });
    expect(segmentsOf('')).toMatchObject({ characters: 0, units: 0, segments: 1 });
    expect(segmentsOf('\rabcde\r\n123').units).toBe(11);
  });

  it('splits a long text as a short one', () => {
    const unit = ['🇮🇹', '👨‍👩‍👧‍👦', 'e\u0301', '\r', '\n', 'a'];
    for (const shift of [0, 1, 2, 3, 5, 7, 11, 13]) {
      const all = ['x'.repeat(shift).split(''), ...Array.from({ length: 200 }, () => unit)].flat();
      expect(splitCharacters(all.join(''))).toEqual(all);
    }
    expect(splitCharacters(`a${'\u0301'.repeat(5_000)}b`)).toHaveLength(2);
  });

  it("agrees with Twilio's calculator on 300 random texts", () => {
    const { texts, several, ucs2, unexplained } = compareOn(300, 7, segmentsOf, splitCharacters);
    expect(unexplained).toEqual([]);
    expect({ texts, several: several > 100, ucs2: ucs2 > 80 }).toEqual({ texts: 300, several: true, ucs2: true });
  });

  it('differs from the calculator where Unicode has joined characters since', () => {
    const hair = '🧑‍🦰';
    expect(splitCharacters(hair)).toEqual([hair]);
    expect(askTwilioCalculator(hair).split()).toHaveLength(2);
    // 65 and 5: the calculator cuts it at the border, and so needs one segment less.
    const text = `${'а'.repeat(63)}${hair}${'а'.repeat(64)}`;
    expect([segmentsOf(text).segments, askTwilioCalculator(text).segments]).toEqual([3, 2]);
  });

  it('differs from the calculator for one character longer than a segment', () => {
    const tower = `a${'\u0301'.repeat(200)}`;
    expect(askTwilioCalculator(tower).segments).toBe(2);
    expect(segmentsOf(tower).segments).toBe(Math.ceil(201 / 67));
  });
});
