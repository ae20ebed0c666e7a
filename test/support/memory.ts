import type { Settings } from '../../src/domain/settings/settings.ts';
import type { SettingsStore } from '../../src/ports.ts';

/** Settings in memory, with every state that was ever written, so that a test can see what a crash would leave. */
export function memorySettings(initial?: Settings): SettingsStore & { readonly history: readonly Settings[] } {
  const history: Settings[] = initial === undefined ? [] : [initial];
  return {
    location: 'memory',
    history,
    load: async () => structuredClone(history.at(-1)),
    update: async (change) => {
      const next = change(structuredClone(history.at(-1)) ?? {});
      history.push(structuredClone(next));
      return next;
    },
  };
}
