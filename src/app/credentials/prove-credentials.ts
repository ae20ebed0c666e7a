import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Ambient, Facts } from '../../domain/readiness/facts.ts';
import { collect } from '../../domain/relay.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock, OpenProvider } from '../../ports.ts';
import { credentials as step } from '../../setup/credentials/questions.ts';
import { collectFacts } from '../verify/collect-facts.ts';
import { checkDraft, checkSaved, proveDraft } from '../verify/step-checks.ts';
import type { CredentialVault } from './credential-vault.ts';

export interface ProofPorts {
  readonly vault: CredentialVault;
  readonly openProvider: OpenProvider;
  readonly ambient: Ambient;
  readonly clock: Clock;
}

/** The facts about `settings`; `credential` replaces the stored one if it is not stored yet. */
export const factsAbout = (
  settings: Settings,
  { clock, openProvider, ambient, vault }: ProofPorts,
  credential?: Credential,
): Facts =>
  collectFacts({
    settings,
    clock,
    openProvider,
    ambient,
    readCredential: vault.read,
    ...(credential !== undefined && { credential }),
  });

/** Checks credentials before a switch to them. Yields the results; returns those that stop the switch, as in `smsctl setup`. */
export const proveCredentials = (
  draft: Settings,
  credential: Credential,
  saved: Settings,
  ports: ProofPorts,
): AsyncGenerator<CheckResult, readonly CheckResult[]> =>
  proveDraft(step, { draft: factsAbout(draft, ports, credential), saved: factsAbout(saved, ports) }, ports.clock);

/** Checks the active credentials as their store returns them. Yields the results; returns those that are not passed. */
export async function* proveStored(
  settings: Settings,
  ports: ProofPorts,
): AsyncGenerator<CheckResult, readonly CheckResult[]> {
  const facts = factsAbout(settings, ports);
  const saved = yield* collect(checkSaved(step, facts, ports.clock));
  const draft = yield* collect(checkDraft(step, facts, ports.clock));
  return [...saved, ...draft].filter(({ id, status }) => decisive.includes(id) && status !== 'pass');
}

/** The checks that show whether stored credentials work. */
const decisive = ['credentials.store', 'credentials.accepted', 'credentials.live'];
