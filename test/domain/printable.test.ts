import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/domain/printable.ts';

describe('text from outside', () => {
  it.each([
    ['an escape sequence', '\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['a window title', '\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
    ['a C1 control', '\u009b31m', '\\x9b31m'],
    ['a line break and a carriage return', 'a\r\nb', 'a\\x0d\\x0ab'],
    ['writing from right to left', 'abc\u202edef', 'abc\\u{202e}def'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a tag character', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half a pair', 'a\ud800b', 'a\ufffdb'],
  ])('shows %s and does not obey it', (_, text, shown) => expect(printable(text)).toBe(shown));

  it('leaves ordinary text of any script alone', () => {
    for (const text of ['Grüße, Zoë', '東京', 'Привет', '👩‍🚀'.replace(/\u200d/g, ''), 'naïve “quotes”']) {
      expect(printable(text)).toBe(text);
    }
  });

  it('ends what is too long in an ellipsis', () => {
    expect(printable('abcdef', 4)).toBe('abc…');
  });

  it('never leaves a raw control behind, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}]/u);
      }),
    );
  });
});
