import type { Finding } from '../../domain/readiness/check.ts';
import { headlines } from '../../domain/readiness/headline.ts';
import { type CredentialMethod, methodNames } from '../../domain/settings/credential.ts';
import { confirmationIn } from '../../domain/settings/method-confirmation.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import type { StepProof } from '../step/step.ts';

const secretNames: Readonly<Record<CredentialMethod, string>> = { 'auth-token': 'Auth Token', 'api-key': 'API key' };

function lookAtConfirmation({ method, credentials }: Settings): Finding {
  if (method === undefined || credentials === undefined) throw new Error('method.current needs method.confirmed.');
  const { confirmed } = method;
  const name = methodNames[credentials.method];
  if (confirmationIn({ method, credentials }) === undefined) {
    const detail =
      confirmed.method === credentials.method
        ? `The confirmation of ${confirmed.at} is for account ${maskSid(confirmed.accountSid ?? '')}, but account ${maskSid(credentials.accountSid)} is in use.`
        : `The confirmation of ${confirmed.at} is for ${methodNames[confirmed.method]}, but ${name} is in use.`;
    return { status: 'fail', detail };
  }
  if (confirmed.fingerprint === credentials.fingerprint) {
    return { status: 'pass', detail: `The confirmation is for the method in use: ${name}.` };
  }
  const secret = secretNames[credentials.method];
  const { savedAt } = credentials;
  // After a switch back to older credentials. The time of the switch is not recorded.
  return Date.parse(savedAt) > Date.parse(confirmed.at)
    ? {
        status: 'pass',
        detail: `The confirmation is for the method in use. The ${secret} was replaced on ${savedAt}.`,
        data: { replacedAt: savedAt },
      }
    : { status: 'pass', detail: `The confirmation is for the method in use, and was given for another ${secret}.` };
}

const checks: StepProof<'method'>['checks'] = [
  {
    id: 'method.confirmed',
    title: 'The team has confirmed which credential method is active',
    why: 'Token-based and key/secret credentials are rotated in different places. A team that does not know the active method may revoke the wrong credential.',
    required: true,
    live: false,
    needs: ['credentials.saved'],
    remedy: { text: 'Have the team confirm which method is active.', command: 'smsctl setup method' },
    look: ({ settings: { method: saved } }) =>
      saved === undefined
        ? { status: 'fail', detail: 'The active credential method is not confirmed.' }
        : {
            status: 'pass',
            detail: `${saved.confirmed.by} confirmed ${methodNames[saved.confirmed.method]} on ${saved.confirmed.at}.`,
          },
  },
  {
    id: 'method.current',
    title: 'The confirmation is for the method in use',
    why: 'A confirmation applies to one method and one account. It stays valid for a new secret or key of the same method and account.',
    required: true,
    live: false,
    needs: ['method.confirmed'],
    remedy: { text: 'The method or the account changed. Confirm the method again.', command: 'smsctl setup method' },
    look: ({ settings }) => lookAtConfirmation(settings),
  },
];

export const methodProof: StepProof<'method'> = { id: 'method', headline: headlines.method, checks };
