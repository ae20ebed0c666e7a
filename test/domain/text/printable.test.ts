import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasHiddenCharacters, printable } from '../../../src/domain/text/printable.ts';
import { escapePayloads, rawControls } from '../../support/escape-payloads.ts';

/** Any code point, half a pair included. */
const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

describe('text from outside', () => {
  it.each([
    ['an escape sequence', '\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['a window title', '\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
    ['a C1 control', '\u009b31m', '\\x9b31m'],
    ['a line break and a carriage return', 'a\r\nb', 'a\\x0d\\x0ab'],
    ['writing from right to left', 'abc\u202edef', 'abc\\u{202e}def'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a soft hyphen', 'a\u00adb', 'a\\xadb'],
    ['a tag character', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['a joiner between Latin letters', 'a\u200db', 'a\\u{200d}b'],
    ['a second variation selector', 'a\ufe01\ufe02', 'a\ufe01\\u{fe02}'],
    ['a variation selector behind nothing', '\ufe0fa', '\\u{fe0f}a'],
    ['a long variation selector behind a Latin letter', 'a\u{e0100}', 'a\\u{e0100}'],
    ['half a pair', 'a\ud800b', 'a\ufffdb'],
  ])('shows %s as text', (_, text, shown) => expect(printable(text)).toBe(shown));

  it.each(escapePayloads)('makes %s harmless', (_, text) => {
    expect(printable(text).replace(/(?<=a)\ufe00/, '')).not.toMatch(rawControls);
    expect(printable(text)).not.toContain('\n');
  });

  it.each([
    ['German', 'Grüße, Zoë'],
    ['Japanese, with the selected form of a character', '東京都葛\u{e0100}飾区'],
    ['Russian', 'Привет'],
    ['Persian, with a non-joiner inside a word', 'می\u200cخواهم'],
    ['Sinhala, with a joiner inside a word', 'ශ්\u200dරී'],
    ['an emoji of three', '👩‍🚀 👩🏽‍💻 ❤️‍🔥'],
    ['typography', 'naïve “quotes” – and so on…'],
  ])('leaves %s alone', (_, text) => {
    expect(printable(text)).toBe(text);
    expect(hasHiddenCharacters(text)).toBe(false);
  });

  it('cuts a text that is too long with an ellipsis', () => {
    expect(printable('abcdef', 4)).toBe('abc…');
    expect(printable('abcd', 4)).toBe('abcd');
    expect(printable('x'.repeat(300))).toBe(`${'x'.repeat(199)}…`);
    expect(printable('ab👩', 4)).toBe('ab👩');
    expect(printable('a👩bc', 3)).toBe('a\ufffd…');
  });

  it('is distinguished from harmless text on every call', () => {
    for (let time = 0; time < 3; time += 1) {
      expect(hasHiddenCharacters('+1 202 555 0123\u202c')).toBe(true);
      expect(hasHiddenCharacters('+1 202 555 0123')).toBe(false);
    }
  });

  it('never leaves a raw control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}]/u);
      }),
    );
  });
});
