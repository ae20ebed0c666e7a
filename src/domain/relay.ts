/** Yields what `change` makes of each event of `events`; returns what `events` returns. */
export async function* relay<Event, Changed, Result>(
  events: AsyncGenerator<Event, Result>,
  change: (event: Event) => Changed,
): AsyncGenerator<Changed, Result> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    yield change(next.value);
  }
}

/** Calls `onEvent` with each event of `events`. Resolves with what `events` returns. */
export async function follow<Event, Result>(
  events: AsyncGenerator<Event, Result>,
  onEvent: (event: Event) => void,
): Promise<Result> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    onEvent(next.value);
  }
}

/** Yields the values of `values`; returns all of them. */
export async function* collect<Value>(values: AsyncIterable<Value>): AsyncGenerator<Value, readonly Value[]> {
  const all: Value[] = [];
  for await (const value of values) {
    all.push(value);
    yield value;
  }
  return all;
}
