import { describe, expect, it } from 'vitest';
import { switchesOf } from '../../src/main/switches.ts';

describe('switchesOf', () => {
  it('allows prompts and color when nothing is set', () => {
    expect(switchesOf(['status'], {})).toEqual({
      plain: false,
      color: true,
      forcesColor: false,
      verbose: false,
      ci: false,
      mayAsk: true,
      allowsUnsafeNode: false,
    });
  });

  it.each(['', '0', 'false'])('takes CI=%j as off', (CI) => {
    expect(switchesOf([], { CI })).toMatchObject({ ci: false, mayAsk: true });
  });

  it.each(['1', 'true', 'github'])('forbids prompts when CI=%j', (CI) => {
    expect(switchesOf([], { CI })).toMatchObject({ ci: true, mayAsk: false });
  });

  it.each([
    [['--no-input'], {}],
    [[], { SMSCTL_NO_INPUT: '1' }],
  ])('forbids prompts for %j and %j', (argv, env) => {
    expect(switchesOf(argv, env)).toMatchObject({ ci: false, mayAsk: false });
  });

  it.each([
    [['--no-color'], {}],
    [[], { NO_COLOR: '1' }],
    [[], { NO_COLOR: 'yes' }],
    [[], { NO_COLOR: '0' }],
    [[], { NO_COLOR: 'false' }],
  ])('switches color off for %j and %j', (argv, env) => {
    expect(switchesOf(argv, env)).toMatchObject({ color: false, plain: false });
  });

  it('keeps color when NO_COLOR is empty', () => {
    expect(switchesOf([], { NO_COLOR: '' })).toMatchObject({ color: true });
  });

  it.each([
    [['--plain'], {}],
    [[], { ACCESSIBLE: '1' }],
    [[], { TERM: 'dumb' }],
  ])('is plain and without color for %j and %j', (argv, env) => {
    expect(switchesOf(argv, env)).toMatchObject({ plain: true, color: false });
  });

  it.each([
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '3', NO_COLOR: '1' }, true],
    [[], { FORCE_COLOR: 'true', TERM: 'dumb' }, true],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [['--plain'], { FORCE_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '1', ACCESSIBLE: '1' }, false],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { FORCE_COLOR: 'false' }, false],
  ])('forces color for %j and %j: %j', (argv, env, forced) => {
    expect(switchesOf(argv, env)).toMatchObject({ color: forced, forcesColor: forced });
  });

  it('leaves color to the terminal when FORCE_COLOR is empty', () => {
    expect(switchesOf([], { FORCE_COLOR: '' })).toMatchObject({ color: true, forcesColor: false });
    expect(switchesOf([], { FORCE_COLOR: '', NO_COLOR: '1' })).toMatchObject({ color: false });
  });

  it.each([
    [['--allow-unsafe-node'], {}],
    [[], { SMSCTL_ALLOW_UNSAFE_NODE: '1' }],
  ])('allows unsafe Node settings for %j and %j', (argv, env) => {
    expect(switchesOf(argv, env)).toMatchObject({ allowsUnsafeNode: true });
  });

  it('ignores the flags after --', () => {
    const argv = ['exec', '--verbose', '--', 'tool', '--plain', '--no-color', '--no-input', '--allow-unsafe-node'];
    expect(switchesOf(argv, {})).toEqual({ ...switchesOf([], {}), verbose: true });
  });
});
