import type { CheckResult } from '../../domain/readiness/check.ts';
import { relay } from '../../domain/relay.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { SettingsStore } from '../../ports.ts';
import { closedError } from '../verify/step-checks.ts';
import type { SecretToKeep } from './credential-vault.ts';
import { type ProofPorts, proveCredentials, proveStored } from './prove-credentials.ts';
import { activateNew, activateStored, rollBack, storeBeside } from './stored-credentials.ts';

export interface ChangePorts extends ProofPorts {
  readonly settings: SettingsStore;
}

export interface ChangeRequest {
  /** Reads and checks everything; writes nothing. */
  readonly dryRun: boolean;
  /** Continues if the credentials could not be proven. */
  readonly yes: boolean;
}

export type CredentialsEvent =
  /** `again`: after the switch, with the credential as its store returns it. */
  | { readonly type: 'checked'; readonly result: CheckResult; readonly again: boolean }
  | { readonly type: 'switched'; readonly from: CredentialSettings | undefined; readonly to: CredentialSettings }
  | { readonly type: 'stored'; readonly section: CredentialSettings };

/** New credentials, to prove, to store, and to switch to if `as` is `active`. */
export interface NewCredentials {
  readonly fresh: SecretToKeep;
  readonly as: 'active' | 'standby';
  /** The former active ones become standby. */
  readonly keepFormer: boolean;
  /** Switches back if they do not work as their store returns them. Requires `keepFormer`. */
  readonly proveAgain: boolean;
}

/**
 * Returns the settings as they are now; in a dry run, as they would be. Throws `UserError` `credentials.unproven` or
 * `credentials.refused` if a gate stops the change, and `credentials.rolled-back` if they did not work from their store; the
 * former ones are active then.
 */
export async function* bringCredentials(
  { fresh, as, keepFormer, proveAgain }: NewCredentials,
  request: ChangeRequest,
  ports: ChangePorts,
): AsyncGenerator<CredentialsEvent, Settings> {
  const saved = (await ports.settings.load()) ?? {};
  const draft = { ...saved, credentials: fresh.section };
  const closed = yield* relay(proveCredentials(draft, fresh.credential, saved, ports), checked(false));
  if (closed.length > 0 && !request.yes) throw notSwitched(closed);
  if (request.dryRun) return as === 'active' ? draft : saved;
  if (as === 'standby') {
    const settings = await storeBeside(ports.vault, fresh);
    yield { type: 'stored', section: fresh.section };
    return settings;
  }
  const settings = await activateNew(ports.vault, fresh, { keepFormer });
  const from = saved.credentials;
  const to = settings.credentials;
  if (to === undefined) return settings;
  yield { type: 'switched', from, to };
  if (!proveAgain) return settings;
  const broken = yield* relay(proveStored(settings, ports), checked(true));
  if (broken.length === 0 || from === undefined || request.yes) return settings;
  await rollBack(ports.vault, { failed: to, former: from });
  yield { type: 'switched', from: to, to: from };
  throw rolledBack(broken);
}

/** Proves standby credentials and switches to them; the former active ones become standby. Throws as `bringCredentials` does. */
export async function* useCredentials(
  target: CredentialSettings,
  request: ChangeRequest,
  ports: ChangePorts,
): AsyncGenerator<CredentialsEvent, Settings> {
  const saved = (await ports.settings.load()) ?? {};
  const draft = { ...saved, credentials: target };
  const credential = await ports.vault.read(target);
  const closed = yield* relay(proveCredentials(draft, credential, saved, ports), checked(false));
  if (closed.length > 0 && !request.yes) throw notSwitched(closed);
  if (request.dryRun) return draft;
  const settings = await activateStored(ports.vault, target);
  yield { type: 'switched', from: saved.credentials, to: target };
  return settings;
}

const checked =
  (again: boolean) =>
  (result: CheckResult): CredentialsEvent => ({ type: 'checked', result, again });

const notSwitched = (closed: readonly CheckResult[]): UserError =>
  closedError(
    closed,
    (failed) => ({
      code: failed ? 'credentials.refused' : 'credentials.unproven',
      message: failed
        ? 'These credentials do not work. Nothing was changed.'
        : 'These credentials could not be checked. Nothing was changed.',
    }),
    'To save them anyway, pass `--yes`.',
  );

const rolledBack = (broken: readonly CheckResult[]): UserError =>
  closedError(broken, () => ({
    code: 'credentials.rolled-back',
    message: 'The new credentials did not work from their store. The former credentials are active again.',
  }));
