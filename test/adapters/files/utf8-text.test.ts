import { expect, it } from 'vitest';
import { utf8Text } from '../../../src/adapters/files/utf8-text.ts';

const mark = [0xef, 0xbb, 0xbf];

it.each([
  ['text', [...Buffer.from('Zoë €')], 'Zoë €'],
  ['nothing', [], ''],
  ['a byte order mark', mark, ''],
  ['text behind a mark', [...mark, 0x61], 'a'],
  ['a second mark', [...mark, ...mark], '\ufeff'],
  ['a mark inside', [0x61, ...mark], 'a\ufeff'],
  ['Latin-1', [0xe4], undefined],
  ['a cut-off character', [0xe2, 0x82], undefined],
])('the text of bytes: %s', (_, bytes, text) => {
  expect(utf8Text(Uint8Array.from(bytes))).toBe(text);
  // A part of a larger buffer.
  expect(utf8Text(Uint8Array.from([0x78, ...bytes, 0x78]).subarray(1, -1))).toBe(text);
});
