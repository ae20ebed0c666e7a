type Environment = Readonly<Record<string, string | undefined>>;

/** What global flags and environment variables switch on for the whole run. */
export interface Switches {
  /** Output is append-only: for screen readers, and for terminals that can do no more. */
  readonly plain: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
  readonly ci: boolean;
  /** False: no prompts, even on a terminal. */
  readonly mayAsk: boolean;
  readonly allowsUnsafeNode: boolean;
}

export function switchesOf(argv: readonly string[], env: Environment): Switches {
  // The words after `--` belong to another program.
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const plain = words.includes('--plain') || isSet(env.ACCESSIBLE) || env.TERM === 'dumb';
  // CI systems set `CI`; `CI=false` is the usual way to switch it off.
  const ci = isSet(env.CI);
  return {
    plain,
    // https://no-color.org
    color: !plain && !isSet(env.NO_COLOR) && !words.includes('--no-color'),
    verbose: words.includes('--verbose'),
    ci,
    mayAsk: !ci && !isSet(env.SMSCTL_NO_INPUT) && !words.includes('--no-input'),
    allowsUnsafeNode: words.includes('--allow-unsafe-node') || isSet(env.SMSCTL_ALLOW_UNSAFE_NODE),
  };
}

const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';
