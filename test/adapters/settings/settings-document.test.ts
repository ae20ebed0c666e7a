import { describe, expect, it } from 'vitest';
import { parseSettingsDocument } from '../../../src/adapters/settings/settings-document.ts';
import { JsonProblem, type Place } from '../../../src/domain/text/strict-json.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const problemOf = (bytes: Uint8Array): { readonly message: string; readonly place: Place } => {
  try {
    parseSettingsDocument(bytes);
  } catch (error) {
    if (error instanceof JsonProblem) return { message: error.message, place: error.place };
    throw error;
  }
  throw new Error('It was taken.');
};
const start = { line: 1, column: 1 };
const whole = '{"schema": "smsctl.settings/1"}';

describe('the schema of a settings file', () => {
  it.each([
    ['smsctl.settings/1', 1],
    ['smsctl.settings/2', 2],
    ['smsctl.settings/10', 10],
    ['smsctl.settings/123456789', 123_456_789],
  ])('is the number of %s', (schema, version) => {
    expect(parseSettingsDocument(bytesOf(JSON.stringify({ schema })))).toMatchObject({ version, document: { schema } });
  });

  it.each([
    ['xsmsctl.settings/1'],
    ['smsctl.settings/1x'],
    ['smsctl.settings/01'],
    ['smsctl.settings/0'],
    ['smsctl.settings/1234567890'],
    ['smsctl.settings/1a'],
    ['smsctl.settings/'],
    ['smsctl-settings/1'],
    [1],
    [null],
    [['smsctl.settings/1']],
  ])('is unknown for %j, with its place', (schema) => {
    expect(problemOf(bytesOf(`{\n  "schema": ${JSON.stringify(schema)}}`))).toEqual({
      message: '`schema` is not "smsctl.settings/1"',
      place: { line: 2, column: 13 },
    });
  });

  it.each(['[]', 'null', '"smsctl.settings/1"', '7'])('is missing in %s', (text) => {
    expect(problemOf(bytesOf(`\n ${text}`))).toEqual({
      message: expect.stringContaining('object'),
      place: { line: 2, column: 2 },
    });
  });
});

describe('the bytes of a settings file', () => {
  const le = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
  const be = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());
  const withMark = (mark: readonly number[], bytes: Uint8Array) => Uint8Array.from([...mark, ...bytes]);

  it.each([
    ['little endian, with its mark', withMark([0xff, 0xfe], le(whole))],
    ['big endian, with its mark', withMark([0xfe, 0xff], be(whole))],
    ['little endian', le(whole)],
    ['big endian', be(whole)],
  ])('are reported as UTF-16 (%s)', (_, bytes) => {
    expect(problemOf(bytes)).toEqual({ message: 'it is encoded as UTF-16; save it as UTF-8', place: start });
  });

  // What has something in common with UTF-16, and is not it.
  it.each([
    ['half a mark', [0xff, 0x7b]],
    ['the other half', [0x7b, 0xfe]],
    ['half a mark of the other kind', [0xfe, 0x7b]],
    ['its other half', [0x7b, 0xff]],
  ])('with %s are reported as not UTF-8', (_, bytes) => {
    expect(problemOf(Uint8Array.from([...bytes, ...bytesOf(whole)])).message).toBe('it is not UTF-8; save it as UTF-8');
  });

  it.each([
    ['a zero first', [0, 0x7b, 0x7b, 0x7b]],
    ['a zero second', [0x7b, 0, 0x7b, 0x7b]],
    ['a zero third', [0x7b, 0x7b, 0, 0x7b]],
    ['a zero fourth', [0x7b, 0x7b, 0x7b, 0]],
    ['zeros first and second', [0, 0, 0x7b, 0x7b]],
    ['zeros first and fourth', [0, 0x7b, 0x7b, 0]],
    ['zeros second and third', [0x7b, 0, 0, 0x7b]],
    ['all but the first zero', [0x7b, 0, 0, 0]],
    ['all but the second zero', [0, 0x7b, 0, 0]],
    ['all but the third zero', [0, 0, 0x7b, 0]],
    ['all but the fourth zero', [0, 0, 0, 0x7b]],
    ['zeros alone', [0, 0, 0, 0]],
  ])('with %s are reported as not JSON', (_, bytes) => {
    expect(problemOf(Uint8Array.from(bytes)).message).not.toContain('UTF-16');
  });

  it('may begin with a UTF-8 byte order mark', () => {
    expect(parseSettingsDocument(bytesOf(`\ufeff${whole}`)).version).toBe(1);
  });

  it.each([
    ['in the middle of a line', [...bytesOf('{\n  "ü": "'), 0xff, 0x22, 0x7d], { line: 2, column: 9 }],
    ['behind a mark', [0xef, 0xbb, 0xbf, ...bytesOf('{ "ü": "'), 0xe4, 0x22], { line: 1, column: 9 }],
    ['at the very start', [0x80, 0x7b], { line: 1, column: 1 }],
    ['in the second place', [0xef, 0x80], { line: 1, column: 1 }],
    ['where a mark is cut off', [0xef, 0xbb], { line: 1, column: 1 }],
    ['where a character is cut off', [...bytesOf('{"a'), 0xc3], { line: 1, column: 4 }],
    ['where a long character is cut off', [...bytesOf('{"a'), 0xf0, 0x9f, 0x98], { line: 1, column: 4 }],
  ])('that are not UTF-8 are reported by place: %s', (_, bytes, place) => {
    expect(problemOf(Uint8Array.from(bytes))).toEqual({ message: 'it is not UTF-8; save it as UTF-8', place });
  });

  it.each(['', ' ', '\n\t\r\n', '\ufeff'])('are reported as empty when there are none or white space (%j)', (text) => {
    expect(problemOf(bytesOf(text))).toEqual({ message: 'it is empty', place: start });
  });
});
