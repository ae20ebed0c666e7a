import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Ambient } from '../../domain/readiness/facts.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock, OpenProvider } from '../../ports.ts';
import { credentials as step } from '../../setup/credentials/questions.ts';
import { collectFacts } from '../verify/collect-facts.ts';
import { checkDraft, checkSaved, closedGates } from '../verify/step-checks.ts';
import type { CredentialVault } from './credential-vault.ts';

export interface ProofPorts {
  readonly vault: CredentialVault;
  readonly openProvider: OpenProvider;
  readonly ambient: Ambient;
  readonly clock: Clock;
}

/**
 * Looks at credentials before they are switched to: the checks of their step, and those of others that rest on them. Yields
 * the results; returns the ones that stop the switch, as in `smsctl setup`.
 */
export async function* proveDraft(
  draft: Settings,
  credential: Credential,
  saved: Settings,
  ports: ProofPorts,
): AsyncGenerator<CheckResult, readonly CheckResult[]> {
  const { clock } = ports;
  const results: CheckResult[] = [];
  for await (const result of checkDraft(step, factsAbout(draft, ports, credential), clock)) {
    results.push(result);
    yield result;
  }
  return closedGates(step, results, factsAbout(saved, ports), clock);
}

/** Looks at the active credentials as they lie in their store now. Yields the results; returns those that say that they do not work. */
export async function* proveStored(
  settings: Settings,
  ports: ProofPorts,
): AsyncGenerator<CheckResult, readonly CheckResult[]> {
  const facts = factsAbout(settings, ports);
  const results: CheckResult[] = [];
  for (const check of [checkSaved, checkDraft]) {
    for await (const result of check(step, facts, ports.clock)) {
      results.push(result);
      yield result;
    }
  }
  return results.filter(({ id, status }) => provingAgain.includes(id) && status !== 'pass');
}

const provingAgain = ['credentials.store', 'credentials.accepted', 'credentials.live'];

const factsAbout = (settings: Settings, { clock, openProvider, ambient, vault }: ProofPorts, credential?: Credential) =>
  collectFacts({
    settings,
    clock,
    openProvider,
    ambient,
    readCredential: vault.read,
    ...(credential !== undefined && { credential }),
  });
