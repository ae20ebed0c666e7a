import type { Settings } from '../../src/domain/settings/settings.ts';
import { credentialOf, credentialVariables, finishedSetup } from '../../src/sandbox/scenarios/finished-setup.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';

export { credentialOf };

/** The scenario's credentials as CI systems hand them over. */
export const variablesOf = (setup: Scenario['setup']): Record<string, string | undefined> => credentialVariables(setup);

/** The five steps, done as the scenario says; everything that it does not speak of is well. */
export function settingsOf(scenario: Scenario): Settings {
  const now = new Date();
  return finishedSetup(scenario, { source: '/lists/contacts.csv', bytes: 100, modifiedAt: now.toISOString() }, now);
}
