const limitMs = 3000;

const works = new Set<() => Promise<unknown>>();
let isLeaving = false;

/** Runs `work` before the process ends. Returns what takes it back. */
export function beforeLeaving(work: () => Promise<unknown>): () => void {
  works.add(work);
  return () => works.delete(work);
}

/** Ends the process after the works of `beforeLeaving` or after three seconds; at once without works, or if it is called again. */
export function leave({ exit }: { readonly exit: (code: number) => unknown }, code: number): void {
  if (isLeaving || works.size === 0) {
    exit(code);
    return;
  }
  isLeaving = true;
  const ended = Promise.allSettled([...works].map((work) => work()));
  const late = new Promise((resolve) => setTimeout(resolve, limitMs));
  void Promise.race([ended, late]).then(() => exit(code));
}
