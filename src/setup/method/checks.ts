import type { Check, Finding } from '../../domain/readiness/check.ts';
import { type CredentialMethod, methodNames } from '../../domain/settings/credential.ts';
import type { MethodSettings, Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';

/**
 * What the team said of the method in use; undefined where that was of another method or account, or nothing was said. A new
 * secret, or another key of the account, is another credential and the same method: rotating is no change to confirm.
 */
export function confirmationIn({ method, credentials }: Settings): MethodSettings['confirmed'] | undefined {
  const confirmed = method?.confirmed;
  if (confirmed === undefined || credentials === undefined) return undefined;
  // Settings that name no account were confirmed before it was recorded.
  const { accountSid = credentials.accountSid } = confirmed;
  return confirmed.method === credentials.method && accountSid === credentials.accountSid ? confirmed : undefined;
}

const secretNames: Readonly<Record<CredentialMethod, string>> = { 'auth-token': 'Auth Token', 'api-key': 'API key' };

function lookAtConfirmation({ method, credentials }: Settings): Finding {
  if (method === undefined || credentials === undefined)
    throw new Error('method.confirmed holds before this is looked at.');
  const { confirmed } = method;
  const day = confirmed.at.slice(0, 10);
  const name = methodNames[credentials.method];
  if (confirmationIn({ method, credentials }) === undefined) {
    const detail =
      confirmed.method === credentials.method
        ? `The confirmation of ${day} was given for account ${maskSid(confirmed.accountSid ?? '')}; account ${maskSid(credentials.accountSid)} is in use now.`
        : `The confirmation of ${day} was given for ${methodNames[confirmed.method]}; ${name} is in use now.`;
    return { status: 'fail', detail };
  }
  if (confirmed.fingerprint === credentials.fingerprint) {
    return { status: 'pass', detail: `It was given for the ${name} in use now.` };
  }
  const secret = secretNames[credentials.method];
  const { savedAt } = credentials;
  // What was stored before the confirmation and is in use after it was switched back to: when, is not recorded.
  return Date.parse(savedAt) > Date.parse(confirmed.at)
    ? {
        status: 'pass',
        detail: `The ${secret} was replaced on ${savedAt.slice(0, 10)}; the method is the same.`,
        data: { replacedAt: savedAt },
      }
    : { status: 'pass', detail: `It was given for another ${secret}; the method is the same.` };
}

export const methodChecks: readonly Check<`method.${string}`>[] = [
  {
    id: 'method.confirmed',
    title: 'The team has said which credential method is active',
    why: 'Token-based and key/secret credentials are rotated in different places. A team that does not know which one sends will switch off the wrong one.',
    required: true,
    live: false,
    needs: ['credentials.saved'],
    remedy: { text: 'Have the team say which method is active.', command: 'smsctl setup method' },
    look: ({ settings: { method: saved } }) =>
      saved === undefined
        ? { status: 'fail', detail: 'Nobody has confirmed which credential method is active.' }
        : {
            status: 'pass',
            detail: `${saved.confirmed.by} confirmed ${methodNames[saved.confirmed.method]} on ${saved.confirmed.at.slice(0, 10)}.`,
          },
  },
  {
    id: 'method.current',
    title: 'That confirmation is for the method in use',
    why: 'A confirmation says nothing about another method, or another account, that came later. A new secret or key of the same method and account keeps it.',
    required: true,
    live: false,
    needs: ['method.confirmed'],
    remedy: { text: 'Confirm the method again: the method or the account changed.', command: 'smsctl setup method' },
    look: ({ settings }) => lookAtConfirmation(settings),
  },
];
