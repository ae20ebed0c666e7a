/** Part of the interface: a number never changes its meaning. `smsctl --help` prints them. */
export const exitCode = {
  /** Ready, or done as asked. */
  done: 0,
  /** Not ready: a check failed. */
  notReady: 1,
  /** The command line is wrong, or an input is missing or not usable. */
  usage: 2,
  /** Could not tell: the provider is out of reach, the secret store is locked, the settings cannot be read. */
  unknown: 3,
  /** A bug in smsctl. */
  internal: 70,
  /** The output could not be written. */
  outputFailed: 74,
  /** Another smsctl holds the lock; nothing was changed. */
  busy: 75,
  /** `exec`: the program cannot be started; it was not found. The same as in shells. */
  notExecutable: 126,
  notFound: 127,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
