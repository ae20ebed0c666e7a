import { methodNames } from '../../domain/settings/credential.ts';
import { explainMethod } from '../../domain/settings/explain-method.ts';
import { confirmationIn } from '../../domain/settings/method-confirmation.ts';
import { accepted, refused } from '../../domain/text/parsed.ts';
import { parsePersonName } from '../../domain/text/person-name.ts';
import type { SetupStep } from '../step/step.ts';
import { methodProof } from './checks.ts';

const unsure = 'unsure';

export const method: SetupStep<'method'> = {
  ...methodProof,
  title: 'Which credential method is active',
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
      current: (saved) => confirmationIn(saved)?.method,
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
      current: (saved) => confirmationIn(saved)?.by,
      // A wrong answer is explained first, and needs no name.
      when: (answers, { credentials }) => answers['method.confirmed'] === credentials?.method,
      propose: ({ operator }) => operator,
      parse: parsePersonName,
    },
  ],
  finished: (settings) => confirmationIn(settings) !== undefined,
  settle: async (answers, { settings, operator, now }) => {
    const { credentials } = settings;
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
    if (confirmationIn(settings)?.by === by) return { ok: true, section: {} };
    const { fingerprint, accountSid } = credentials;
    const confirmed = { method: said, by, at: now.toISOString(), fingerprint, accountSid };
    return { ok: true, section: { method: { confirmed } } };
  },
};
