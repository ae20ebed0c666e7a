import { describe, expect, it } from 'vitest';
import { parsePersonName } from '../../../src/domain/text/person-name.ts';
import { parseLine, parseName } from '../../../src/domain/text/plain-line.ts';

describe('one line of text', () => {
  it.each([
    ['Ada', 'Ada'],
    ['  Ada Lovelace\n', 'Ada Lovelace'],
    ['?', '?'],
    ['#sms-help', '#sms-help'],
    ['é'.repeat(100), 'é'.repeat(100)],
    [`  ${'x'.repeat(100)}  `, 'x'.repeat(100)],
  ])('is accepted without the white space at its ends: %j', (raw, value) => {
    expect(parseLine(raw, 'it')).toEqual({ ok: true, value });
  });

  it.each([
    ['', /^Enter it\.$/],
    [' \t\n', /^Enter it\.$/],
    ['x'.repeat(101), /at most 100 characters, not 101/],
    ['two\nlines', /one line/],
    ['bell\u0007', /one line/],
    ['turned\u202eround', /one line/],
  ])('is refused: %j', (raw, problem) => {
    expect(parseLine(raw, 'it')).toEqual({ ok: false, problem: expect.stringMatching(problem) });
    expect(parseName(raw, 'it')).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  it.each(['?', '1', '+1 202 555 0123', '...'])('is no name without a letter: %s', (raw) => {
    expect(parseName(raw, 'it')).toEqual({ ok: false, problem: expect.stringContaining('no letter') });
    expect(parsePersonName(raw).ok).toBe(false);
  });

  it.each(['Ada', 'Ж', '李', '3rd Party'])('is a name with a letter: %s', (raw) => {
    expect(parseName(raw, 'it')).toEqual({ ok: true, value: raw });
    expect(parsePersonName(raw)).toEqual({ ok: true, value: raw });
  });
});
