import { hasFlag } from '../cli/command/command-line.ts';
import type { Environment } from '../domain/environment.ts';

/** What global flags and environment variables switch on for the whole run. */
export interface Switches {
  /** Output is append-only: for screen readers, and for terminals that can do no more. */
  readonly plain: boolean;
  readonly color: boolean;
  /** Color also where no terminal is. */
  readonly forcesColor: boolean;
  readonly verbose: boolean;
  readonly ci: boolean;
  /** False: no prompts, even on a terminal. */
  readonly mayAsk: boolean;
  readonly allowsUnsafeNode: boolean;
}

export function switchesOf(argv: readonly string[], env: Environment): Switches {
  const accessible = hasFlag(argv, '--plain') || isSet(env.ACCESSIBLE);
  const plain = accessible || env.TERM === 'dumb';
  const mayColor = !accessible && !hasFlag(argv, '--no-color');
  const forcesColor = mayColor && isSet(env.FORCE_COLOR);
  // CI systems set `CI`; `CI=false` is the usual way to switch it off.
  const ci = isSet(env.CI);
  return {
    plain,
    // Any value of NO_COLOR that is not empty counts (https://no-color.org). FORCE_COLOR decides first, as in Node.js.
    color: env.FORCE_COLOR ? forcesColor : mayColor && !plain && !env.NO_COLOR,
    forcesColor,
    verbose: hasFlag(argv, '--verbose'),
    ci,
    mayAsk: !ci && !isSet(env.SMSCTL_NO_INPUT) && !hasFlag(argv, '--no-input'),
    allowsUnsafeNode: hasFlag(argv, '--allow-unsafe-node') || isSet(env.SMSCTL_ALLOW_UNSAFE_NODE),
  };
}

const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';
