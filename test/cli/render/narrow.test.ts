import { describe, expect, it } from 'vitest';
import { fitted } from '../../../src/cli/render/narrow.ts';

describe('text on a narrow terminal', () => {
  it('is wrapped at white space with a smaller indent', () => {
    expect(fitted('  ✔ pass    The number holds\nshort\n', 20)).toBe('  ✔ pass The number\n  holds\nshort\n');
    expect(fitted(`${' '.repeat(15)}the platform team`, 20)).toBe('    the platform\n    team');
  });

  it('keeps lines that fit unchanged', () => {
    expect(fitted('Owner      Platform\n\n', 20)).toBe('Owner      Platform\n\n');
  });

  it('keeps words and commands whole', () => {
    const long = 'run `smsctl verify --check number.owned`, or a/very/long/path/to/a/file';
    expect(fitted(long, 20)).toBe('run\n`smsctl verify --check number.owned`,\nor\na/very/long/path/to/a/file');
    expect(fitted('  $ smsctl verify --json | jq .verdict', 20)).toBe('  $ smsctl verify --json | jq .verdict');
  });

  it('is measured without its colors', () => {
    const painted = '\u001b[1mtwelve chars\u001b[22m and 20';
    expect(fitted(painted, 20)).toBe(painted);
    expect(fitted(`${painted} more`, 20)).toBe('\u001b[1mtwelve chars\u001b[22m and 20\nmore');
  });

  it('is wrapped for 20 columns when there are fewer', () => {
    expect(fitted('a line of twenty chars and more', 1)).toBe('a line of twenty\nchars and more');
  });
});
