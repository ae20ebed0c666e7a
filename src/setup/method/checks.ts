import type { Finding } from '../../domain/readiness/check.ts';
import { headlines } from '../../domain/readiness/headline.ts';
import { type CredentialMethod, methodNames } from '../../domain/settings/credential.ts';
import { confirmationIn } from '../../domain/settings/method-confirmation.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import type { StepProof } from '../step/step.ts';

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
  // After a switch back to older credentials. The time of the switch is not recorded.
  return Date.parse(savedAt) > Date.parse(confirmed.at)
    ? {
        status: 'pass',
        detail: `The ${secret} was replaced on ${savedAt.slice(0, 10)}; the method is the same.`,
        data: { replacedAt: savedAt },
      }
    : { status: 'pass', detail: `It was given for another ${secret}; the method is the same.` };
}

const checks: StepProof<'method'>['checks'] = [
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

export const methodProof: StepProof<'method'> = { id: 'method', headline: headlines.method, checks };
