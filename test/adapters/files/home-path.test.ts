import { posix, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { withHome } from '../../../src/adapters/files/home-path.ts';

it.each([
  [posix, '~/list.csv', '/home/ada/list.csv'],
  // A name like any other there.
  [posix, '~\\list.csv', '~\\list.csv'],
  [posix, '~bob/list.csv', '~bob/list.csv'],
  [posix, '/x/~/list.csv', '/x/~/list.csv'],
  [win32, '~\\list.csv', 'C:\\Users\\ada\\list.csv'],
  [win32, '~/list.csv', 'C:\\Users\\ada\\list.csv'],
  [win32, 'x~\\list.csv', 'x~\\list.csv'],
])('%# %s becomes %s', (path, given, expected) => {
  expect(withHome(given, () => (path === win32 ? 'C:\\Users\\ada' : '/home/ada'), path)).toBe(expected);
});
