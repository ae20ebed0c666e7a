import { describe, expect, it } from 'vitest';
import { pathFromTyped } from '../../../src/domain/text/typed-path.ts';

describe('a typed path', () => {
  it.each([
    ['contacts.csv', 'contacts.csv'],
    ['  ~/my lists/c.csv \n', '~/my lists/c.csv'],
    ["/home/o'brien/c.csv", "/home/o'brien/c.csv"],
    ["/home/o'brien's/c.csv", "/home/o'brien's/c.csv"],
    ['-', '-'],
    ['lists/file:///c.csv', 'lists/file:///c.csv'],
    ['postgres://ada@db/x?sslmode=require', 'postgres://ada@db/x?sslmode=require'],
    ['', ''],
    ["'", "'"],
    ['"', '"'],
  ])('that is written plainly stays: %j', (raw, path) => expect(pathFromTyped(raw)).toBe(path));

  it.each([
    ["'/a b/c.csv' ", '/a b/c.csv'],
    ['"/a b/c.csv"', '/a b/c.csv'],
    ['/a\\ b/c.csv', '/a b/c.csv'],
    ["/a\\ \\(1\\)/it\\'s\\ \\&c.csv", "/a (1)/it's &c.csv"],
    ['/a\\\\b.csv', '/a\\b.csv'],
    ["'/it'\\''s/c.csv'", "/it's/c.csv"],
    [`'/it'"'"'s/c.csv'`, "/it's/c.csv"],
    ["'C:\\it''s\\c.csv'", "C:\\it's\\c.csv"],
    ['"/a \\"b\\"/c.csv"', '/a "b"/c.csv'],
    ['file:///a%20b/c.csv', '/a b/c.csv'],
    ['file://localhost/a%20b/c.csv', '/a b/c.csv'],
    ['FILE:///C:/a%20b/c.csv', 'C:/a b/c.csv'],
    ['file://server/share/c.csv', '//server/share/c.csv'],
  ])('that a terminal wrote for a dropped file is read: %j', (raw, path) => expect(pathFromTyped(raw)).toBe(path));

  it.each([
    ['C:\\Users\\ada\\my lists\\c.csv'],
    ['c:\\(old)\\ c.csv'],
    ['\\\\server\\share\\c.csv'],
    ['..\\..\\(old)\\c.csv'],
    ['lists\\c.csv'],
  ])('of Windows keeps its backslashes: %s', (path) => {
    expect(pathFromTyped(path)).toBe(path);
    expect(pathFromTyped(`"${path}"`)).toBe(path);
  });

  it('stays as it is when it is read again', () => {
    for (const raw of ["'/a b/c.csv'", '/a\\ b/c.csv', '/a\\\\b.csv', 'file:///a%20b/c.csv', '"C:\\a b\\c.csv"']) {
      const path = pathFromTyped(raw);
      expect(pathFromTyped(path)).toBe(path);
    }
  });

  it('keeps a URL that is broken', () => expect(pathFromTyped('file:///a%2')).toBe('file:///a%2'));
});
