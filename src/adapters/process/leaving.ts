const limitMs = 3000;

/** The part of `process` that ends it. Before it does so, it emits `leave` with its exit code; a listener takes over. */
export interface LeavingProcess {
  readonly on: (event: 'leave', listener: (code: number) => void) => unknown;
  readonly off: (event: 'leave', listener: (code: number) => void) => unknown;
  readonly exit: (code: number) => unknown;
}

/**
 * Runs `work` before the process ends, or within three seconds until it does; not if the process is told twice to end. Returns
 * what takes the work back. The process has no code for this before it is called, since nearly no run needs it.
 */
export function beforeLeaving(work: () => Promise<unknown>, leaving: LeavingProcess = process as never): () => void {
  let isLeaving = false;
  const leave = (code: number): void => {
    const exit = (): void => void leaving.exit(code);
    if (isLeaving) {
      exit();
      return;
    }
    isLeaving = true;
    const late = new Promise((resolve) => setTimeout(resolve, limitMs));
    void Promise.race([work(), late]).then(exit, exit);
  };
  leaving.on('leave', leave);
  return () => {
    if (!isLeaving) leaving.off('leave', leave);
  };
}
