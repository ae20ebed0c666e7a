import { methodNames } from '../../domain/credential.ts';
import { headlines } from '../../domain/headline.ts';
import { maskSid } from '../../domain/mask.ts';
import { accepted, refused } from '../../domain/parsed.ts';
import type { CredentialSettings, MethodSettings } from '../../domain/settings.ts';
import { parsePersonName } from '../person-name.ts';
import type { SetupStep } from '../step.ts';

/** The truth in words, for whoever was not sure or was wrong. */
export function explainMethod({ method, accountSid, apiKeySid }: CredentialSettings): string {
  return method === 'auth-token'
    ? `smsctl signs in token-based: Account SID ${maskSid(accountSid)} with its Auth Token. Whoever changes that token in the console stops SMS.`
    : `smsctl signs in by key/secret: API key ${maskSid(apiKeySid ?? '')} with its secret, on account ${maskSid(accountSid)}. Changing the Auth Token does not touch it; deleting the key stops SMS.`;
}

const isCurrent = (confirmed: MethodSettings['confirmed'], credentials: CredentialSettings | undefined): boolean =>
  confirmed.fingerprint === credentials?.fingerprint && confirmed.method === credentials.method;

const unsure = 'unsure';

export const method: SetupStep<'method'> = {
  id: 'method',
  title: 'Which credential method is active',
  headline: headlines.method,
  intro: [
    'Who rotates a token, or deletes a key, must know which of the two sends.',
    'Answer for the team: the answer is compared with what is saved.',
  ],
  questions: [
    {
      kind: 'choice',
      key: 'method.confirmed',
      message: 'Which credential method is active now',
      help: 'What the team believes: auth-token or api-key. A wrong answer is explained.',
      flag: '--confirm-method',
      variable: 'SMSCTL_CONFIRM_METHOD',
      choices: () => [
        { value: 'auth-token', name: `Token-based: ${methodNames['auth-token']}` },
        { value: 'api-key', name: `Key/secret: ${methodNames['api-key']}` },
        { value: unsure, name: 'I am not sure' },
      ],
      current: ({ method: saved, credentials }) =>
        saved !== undefined && isCurrent(saved.confirmed, credentials) ? saved.confirmed.method : undefined,
      parse: (raw) => {
        const text = raw.trim().toLowerCase();
        return text === 'auth-token' || text === 'api-key' || text === unsure
          ? accepted(text)
          : refused('Give `auth-token` or `api-key`.');
      },
    },
    {
      kind: 'text',
      key: 'method.confirmedBy',
      message: 'Who confirms it',
      help: 'The name of the person who answers for the team.',
      flag: '--confirmed-by',
      variable: 'SMSCTL_CONFIRMED_BY',
      current: ({ method: saved, credentials }) =>
        saved !== undefined && isCurrent(saved.confirmed, credentials) ? saved.confirmed.by : undefined,
      // A wrong answer is explained first; nobody's name is put under it.
      when: (answers, { credentials }) => answers['method.confirmed'] === credentials?.method,
      propose: ({ operator }) => operator,
      parse: parsePersonName,
    },
  ],
  checks: [
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
      look: ({ settings: { method: saved, credentials } }) =>
        saved !== undefined && isCurrent(saved.confirmed, credentials)
          ? { status: 'pass', detail: `It was given for the ${methodNames[saved.confirmed.method]} in use now.` }
          : {
              status: 'fail',
              detail: `The confirmation of ${saved?.confirmed.at.slice(0, 10)} is stale: the credential was changed afterwards.`,
            },
    },
  ],
  finished: ({ method: saved, credentials }) => saved !== undefined && isCurrent(saved.confirmed, credentials),
  settle: async (answers, { settings: { credentials, method: saved }, operator, now }) => {
    if (credentials === undefined) {
      return {
        ok: false,
        key: 'method.confirmed',
        problem:
          'No credentials are saved yet, so that there is no active method: run `smsctl setup credentials` first.',
      };
    }
    const said = answers['method.confirmed'];
    if (said !== credentials.method) {
      const opening = said === unsure ? 'Then this is what is saved:' : 'That is not what is saved.';
      return { ok: false, key: 'method.confirmed', problem: `${opening} ${explainMethod(credentials)}` };
    }
    const by = answers['method.confirmedBy'] ?? operator;
    const stands = saved !== undefined && isCurrent(saved.confirmed, credentials) && saved.confirmed.by === by;
    if (stands) return { ok: true, section: {} };
    const { fingerprint } = credentials;
    return { ok: true, section: { method: { confirmed: { method: said, by, at: now.toISOString(), fingerprint } } } };
  },
};
