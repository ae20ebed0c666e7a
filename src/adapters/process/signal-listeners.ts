/**
 * Runs `work`, and removes the signal listeners that it added: a library's listener would end this process before its own
 * listeners have cleaned up. Earlier listeners, and those of other events, stay.
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
