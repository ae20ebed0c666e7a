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
  title: 'Active credential method',
  intro:
    'If your team rotates an Auth Token or deletes an API key, it must know which one sends messages. smsctl compares your answer with what is saved.',
  questions: [
    {
      kind: 'choice',
      key: 'method.confirmed',
      message: 'Method that your team thinks is active',
      help: 'credential method that the team knows to be active',
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
          : refused('Enter `auth-token` or `api-key`.');
      },
    },
    {
      kind: 'text',
      key: 'method.confirmedBy',
      message: 'Who confirms it',
      help: 'name of the person who confirms for the team',
      flag: '--confirmed-by',
      variable: 'SMSCTL_CONFIRMED_BY',
      current: (saved) => confirmationIn(saved)?.by,
      // A wrong answer is explained first, and needs no name.
      when: (answers, { credentials }) =>
        credentials === undefined || answers['method.confirmed'] === credentials.method,
      propose: ({ operator }) => operator,
      parse: parsePersonName,
    },
  ],
  finished: (settings) => confirmationIn(settings) !== undefined,
  outdated: (settings) =>
    settings.method?.confirmed !== undefined && confirmationIn(settings) === undefined
      ? ['method.confirmed', 'method.confirmedBy']
      : [],
  settle: async (answers, { settings, now }) => {
    const { credentials } = settings;
    if (credentials === undefined) {
      return {
        ok: false,
        key: 'method.confirmed',
        problem: 'No method is active, because no credentials are saved. Run `smsctl setup credentials` first.',
      };
    }
    const said = answers['method.confirmed'];
    if (said !== credentials.method) {
      const opening = said === unsure ? 'This is what is saved:' : 'That is not what is saved.';
      return { ok: false, key: 'method.confirmed', problem: `${opening} ${explainMethod(credentials)}` };
    }
    const by = answers['method.confirmedBy'];
    if (by === undefined) return { ok: false, key: 'method.confirmedBy', problem: 'Enter the name of a person.' };
    if (confirmationIn(settings)?.by === by) return { ok: true, section: {} };
    const { fingerprint, accountSid } = credentials;
    const confirmed = { method: said, by, at: now.toISOString(), fingerprint, accountSid };
    return { ok: true, section: { method: { confirmed } } };
  },
};
