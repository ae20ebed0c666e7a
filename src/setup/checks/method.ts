import type { Check } from '../../domain/check.ts';
import { methodNames } from '../../domain/credential.ts';
import type { MethodSettings, Settings } from '../../domain/settings.ts';

/** What the team said of the credential in use; undefined where that was of another one, or nothing was said. */
export function confirmationIn({ method, credentials }: Settings): MethodSettings['confirmed'] | undefined {
  const confirmed = method?.confirmed;
  const isCurrent = confirmed?.fingerprint === credentials?.fingerprint && confirmed?.method === credentials?.method;
  return isCurrent ? confirmed : undefined;
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
    title: 'That confirmation is for the credential in use',
    why: 'A confirmation says nothing about a credential that came later.',
    required: true,
    live: false,
    needs: ['method.confirmed'],
    remedy: { text: 'Confirm the method again: the credential changed since.', command: 'smsctl setup method' },
    look: ({ settings }) => {
      const confirmed = confirmationIn(settings);
      return confirmed === undefined
        ? {
            status: 'fail',
            detail: `The confirmation of ${settings.method?.confirmed.at.slice(0, 10)} is stale: the credential was changed afterwards.`,
          }
        : { status: 'pass', detail: `It was given for the ${methodNames[confirmed.method]} in use now.` };
    },
  },
];
