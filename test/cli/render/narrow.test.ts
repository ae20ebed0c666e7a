import { describe, expect, it } from 'vitest';
import { fitted } from '../../../src/cli/render/narrow.ts';

describe('words on a narrow terminal', () => {
  it('are broken at white space, below each other, with less of their indent', () => {
    expect(fitted('  ✔ pass    The number holds\nshort\n', 20)).toBe('  ✔ pass The number\n  holds\nshort\n');
    expect(fitted(`${' '.repeat(15)}the platform team`, 20)).toBe('    the platform\n    team');
  });

  it('keep what fits as it is, blanks and all', () => {
    expect(fitted('Owner      Platform\n\n', 20)).toBe('Owner      Platform\n\n');
  });

  it('keep a word, and a command that is to be copied, whole', () => {
    const long = 'run `smsctl verify --check number.owned`, or a/very/long/path/to/a/file';
    expect(fitted(long, 20)).toBe('run\n`smsctl verify --check number.owned`,\nor\na/very/long/path/to/a/file');
    expect(fitted('  $ smsctl verify --json | jq .verdict', 20)).toBe('  $ smsctl verify --json | jq .verdict');
  });

  it('are measured without their colours, which stay', () => {
    const painted = '\u001b[1mtwelve chars\u001b[22m and 20';
    expect(fitted(painted, 20)).toBe(painted);
    expect(fitted(`${painted} more`, 20)).toBe('\u001b[1mtwelve chars\u001b[22m and 20\nmore');
  });

  it('are broken for 20 columns where there are fewer', () => {
    expect(fitted('a line of twenty chars and more', 1)).toBe('a line of twenty\nchars and more');
  });
});
