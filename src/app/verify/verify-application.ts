import type { Configuration } from '../../domain/application/configuration.ts';
import type { CheckResult, Remedy } from '../../domain/readiness/check.ts';
import type { Ambient } from '../../domain/readiness/facts.ts';
import type { Selection } from '../../domain/readiness/selection.ts';
import { fingerprintOf } from '../../domain/settings/credential.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock, OpenProvider } from '../../ports.ts';
import { applicationChecklist } from '../../setup/application-checklist.ts';
import { collectFacts } from './collect-facts.ts';
import { runChecks } from './run-checks.ts';

interface ApplicationRequest {
  readonly configuration: Configuration;
  readonly selection: Selection;
}

interface ApplicationPorts {
  readonly clock: Clock;
  readonly openProvider: OpenProvider;
  /** Variables beside the configuration. Empty if it is the environment itself. */
  readonly ambient: Ambient;
}

/**
 * The results of the selected checks for the configuration of an application, and of those that they need. Reads and writes no
 * file. Checks that a configuration does not answer do not apply, so that the verdict is `partial` at best.
 */
export async function* verifyApplication(
  { configuration, selection }: ApplicationRequest,
  { clock, openProvider, ambient }: ApplicationPorts,
): AsyncGenerator<CheckResult> {
  const { credential } = configuration;
  const facts = collectFacts({
    settings: settingsOf(configuration, clock.now()),
    clock,
    openProvider,
    readCredential: () => Promise.reject(new Error('A configuration names no stored secret.')),
    ambient,
    configuration,
    ...(credential !== undefined && { credential }),
  });
  const run = { checks: applicationChecklist, facts, clock, only: selection.ids, reportsNeeded: true };
  for await (const result of runChecks(run)) yield { ...result, remedy: remedyOf(result, configuration) };
}

function settingsOf({ number, credential }: Configuration, now: Date): Settings {
  return {
    ...(number !== undefined && { number }),
    ...(credential !== undefined && {
      credentials: {
        accountSid: credential.accountSid,
        method: credential.method,
        ...(credential.method === 'api-key' && { apiKeySid: credential.apiKeySid }),
        ...(credential.region !== undefined && { region: credential.region }),
        store: 'env',
        fingerprint: fingerprintOf(credential),
        savedAt: now.toISOString(),
      },
    }),
  };
}

/** Instead of a command that changes saved settings: correct the variables. */
function remedyOf({ id, remedy }: CheckResult, { place, used }: Configuration): Remedy | null {
  const { command = null } = remedy ?? {};
  if (command === null || !/^smsctl (?:setup|credentials)\b/.test(command)) return remedy;
  const [step = ''] = command.startsWith('smsctl setup number') ? ['number'] : id.split('.');
  const isSender = step === 'number' && command !== 'smsctl setup credentials';
  const prefix = isSender ? 'number.' : 'credentials.';
  const names = [...new Set(used.filter(({ setting }) => setting.startsWith(prefix)).map(({ name }) => name))];
  const what = isSender ? 'the sender' : 'the credentials';
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return { text: `Correct ${what}${which} in ${place.name}, then verify again.`, command: place.command };
}
