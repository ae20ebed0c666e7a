import { exitCode } from '../../domain/exit-code.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { SettingsStore } from '../../ports.ts';
import type { SecretToKeep } from './credential-vault.ts';
import { type ProofPorts, proveDraft, proveStored } from './prove-credentials.ts';
import { activateNew, activateStored, rollBack, storeBeside } from './stored-credentials.ts';

export interface ChangePorts extends ProofPorts {
  readonly settings: SettingsStore;
}

export interface ChangeRequest {
  /** Reads and checks everything, writes nothing. */
  readonly dryRun: boolean;
  /** Goes on with what could not be proven. */
  readonly yes: boolean;
}

export type CredentialsEvent =
  /** `again`: as it lies in its store, after the switch. */
  | { readonly type: 'checked'; readonly result: CheckResult; readonly again: boolean }
  | { readonly type: 'switched'; readonly from: CredentialSettings | undefined; readonly to: CredentialSettings }
  | { readonly type: 'stored'; readonly section: CredentialSettings };

/** New credentials: proven, stored, and switched to where they are to be active. */
export interface NewCredentials {
  readonly fresh: SecretToKeep;
  readonly as: 'active' | 'standby';
  /** The former active ones stand by. */
  readonly keepFormer: boolean;
  /** Taken back when they do not work as they lie in the store. Needs former ones that are kept. */
  readonly proveAgain: boolean;
}

/**
 * Resolves with the settings as they are; in a dry run, as they would be. Throws `UserError` `credentials.unproven` or
 * `credentials.refused` when they are not to be stored, and `credentials.rolled-back` when they did not work from the store;
 * the former ones are in use then.
 */
export async function* bringCredentials(
  { fresh, as, keepFormer, proveAgain }: NewCredentials,
  request: ChangeRequest,
  ports: ChangePorts,
): AsyncGenerator<CredentialsEvent, Settings> {
  const saved = (await ports.settings.load()) ?? {};
  const draft = { ...saved, credentials: fresh.section };
  const closed = yield* relay(proveDraft(draft, fresh.credential, saved, ports), false);
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
  const broken = yield* relay(proveStored(settings, ports), true);
  if (broken.length === 0 || from === undefined || request.yes) return settings;
  await rollBack(ports.vault, { failed: to, former: from });
  yield { type: 'switched', from: to, to: from };
  throw rolledBack(broken);
}

/** Switches to credentials that stand by, once they are proven; those that were active stand by then. Throws as above. */
export async function* useCredentials(
  target: CredentialSettings,
  request: ChangeRequest,
  ports: ChangePorts,
): AsyncGenerator<CredentialsEvent, Settings> {
  const saved = (await ports.settings.load()) ?? {};
  const draft = { ...saved, credentials: target };
  const credential = await ports.vault.read(target);
  const closed = yield* relay(proveDraft(draft, credential, saved, ports), false);
  if (closed.length > 0 && !request.yes) throw notSwitched(closed);
  if (request.dryRun) return draft;
  const settings = await activateStored(ports.vault, target);
  yield { type: 'switched', from: saved.credentials, to: target };
  return settings;
}

async function* relay(
  proving: AsyncGenerator<CheckResult, readonly CheckResult[]>,
  again: boolean,
): AsyncGenerator<CredentialsEvent, readonly CheckResult[]> {
  for (;;) {
    const next = await proving.next();
    if (next.done === true) return next.value;
    yield { type: 'checked', result: next.value, again };
  }
}

const reasons = (results: readonly CheckResult[]): readonly string[] =>
  results.map(({ detail, remedy }) => [detail, remedy?.text].filter(Boolean).join(' '));

function notSwitched(closed: readonly CheckResult[]): UserError {
  const failed = closed.some(({ status }) => status === 'fail');
  return new UserError({
    code: failed ? 'credentials.refused' : 'credentials.unproven',
    message: `Nothing was changed: ${failed ? 'these credentials would not work' : 'these credentials could not be proven'}.`,
    hints: [...reasons(closed), 'Go on all the same with `--yes`.'],
    exit: failed ? exitCode.notReady : exitCode.unknown,
  });
}

const rolledBack = (broken: readonly CheckResult[]): UserError =>
  new UserError({
    code: 'credentials.rolled-back',
    message: 'The new credentials did not work from their store; the former ones are in use again.',
    hints: reasons(broken),
    exit: broken.some(({ status }) => status === 'fail') ? exitCode.notReady : exitCode.unknown,
  });
