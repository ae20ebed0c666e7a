import type { CheckResult } from '../domain/check.ts';
import type { Credential } from '../domain/credential.ts';
import type { Ambient } from '../domain/facts.ts';
import type { CredentialSettings, Settings } from '../domain/settings.ts';
import { UserError } from '../domain/user-error.ts';
import { recaller, remember } from '../domain/verification.ts';
import type { Clock, OpenProvider, VerificationStore } from '../ports.ts';
import { checklist } from '../setup/checklist.ts';
import { runChecks } from './run-checks.ts';

export interface VerifyPorts {
  readonly clock: Clock;
  readonly openProvider: OpenProvider;
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
  readonly verification: VerificationStore;
  readonly ambient: Ambient;
}

export interface VerifyRequest {
  readonly settings: Settings;
  /** Asks neither the secret store nor the provider: live checks show their last result. */
  readonly offline?: boolean;
  /** Check ids; absent: all. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/**
 * The checklist, result by result. Reads the setup and the provider and changes neither; live results are remembered
 * beside the setup for `status` and for offline runs.
 */
export async function* verify(request: VerifyRequest, ports: VerifyPorts): AsyncGenerator<CheckResult> {
  const { settings, offline = false, only, skip } = request;
  if (offline) {
    yield* recalled(request, ports);
    return;
  }
  const { clock, verification, openProvider, readCredential, ambient } = ports;
  const wanted = chosen(only, skip);
  // It takes long to load, and most runs ask nobody.
  const { collectFacts } = await import('./collect-facts.ts');
  const record = await verification.load();
  const results: CheckResult[] = [];
  const facts = collectFacts({ settings, clock, openProvider, readCredential, ambient });
  for await (const result of runChecks({ checks: checklist, facts, clock, only: wanted })) {
    results.push(result);
    yield result;
  }
  // Without credentials nothing was asked of anybody.
  if (settings.credentials === undefined) return;
  const complete = checklist.every(({ id, live }) => !live || wanted.has(id));
  await verification.save(remember(record, results, { settings, now: clock.now(), complete }));
}

/** The checklist as it can be told without asking anybody: what is saved as it is, live checks as they were last seen. */
export async function* recalled(
  { settings, only, skip }: Omit<VerifyRequest, 'offline'>,
  { clock, verification }: Pick<VerifyPorts, 'clock' | 'verification'>,
): AsyncGenerator<CheckResult> {
  const wanted = chosen(only, skip);
  const recall = recaller(await verification.load(), settings);
  yield* runChecks({ checks: checklist, facts: { settings, now: clock.now() }, recall, clock, only: wanted });
}

function chosen(only: readonly string[] | undefined, skip: readonly string[] = []): ReadonlySet<string> {
  const ids = checklist.map(({ id }) => id);
  const stranger = [...(only ?? []), ...skip].find((id) => !ids.includes(id));
  if (stranger !== undefined) {
    throw new UserError({
      code: 'input.unknown-check',
      message: `There is no check \`${stranger}\`.`,
      hints: [`The checks are: ${ids.join(', ')}.`],
    });
  }
  const wanted = new Set((only ?? ids).filter((id) => !skip.includes(id)));
  if (wanted.size > 0) return wanted;
  throw new UserError({
    code: 'input.no-check',
    message: 'No check is left to look at.',
    hints: ['Skip fewer checks.'],
  });
}
