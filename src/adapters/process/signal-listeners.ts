/**
 * Runs `work`, and takes away what it made listen to signals: a library that does would end this process in its own way, and
 * keep it from its own. Listeners that were there before, and to anything else, stay.
 */
export async function withoutItsSignals<T>(work: () => Promise<T>): Promise<T> {
  const before = new Map(signalListeners());
  const result = await work();
  for (const [signal, listeners] of signalListeners()) {
    for (const listener of listeners) {
      if (!before.get(signal)?.includes(listener)) process.removeListener(signal, listener);
    }
  }
  return result;
}

const signalListeners = () =>
  process
    .eventNames()
    .filter((name) => String(name).startsWith('SIG'))
    .map((name) => [name, process.listeners(name as NodeJS.Signals)] as const);
