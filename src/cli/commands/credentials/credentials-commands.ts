import type { AnswerKey } from '../../../domain/settings/question.ts';
import { credentials as step } from '../../../setup/credentials/questions.ts';
import { type CommandSpec, jsonOption, type OptionSpec, withoutVariable } from '../../command/command.ts';
import { questionOptions } from '../../command/question-options.ts';
import { credentialsDocumentSpec } from './credentials-document.ts';

const group = 'Credentials';

const answered = (...keys: readonly AnswerKey[]): readonly OptionSpec[] =>
  questionOptions(
    step.questions.filter(({ key }) => keys.includes(key)),
    group,
  );

const dryRun: OptionSpec = {
  flags: '--dry-run',
  help: 'check everything, save nothing',
};
const yes: OptionSpec = { flags: '-y, --yes', help: 'continue with unproven values without a prompt' };
const json = jsonOption(credentialsDocumentSpec);

export const credentialsCommands: readonly CommandSpec[] = [
  {
    path: 'credentials show',
    summary: 'show the active and standby credentials',
    description:
      'Shows the method, masked SIDs, the store and age of each secret, who confirmed the method, and its limits. ' +
      'Works offline and reads the settings only.',
    options: [json],
    examples: [
      ['show the credentials', 'smsctl credentials show'],
      ['read the active method in a script', 'smsctl credentials show --json | jq .active.method'],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-show.ts'),
  },
  {
    path: 'credentials set',
    summary: 'create or update credentials',
    description:
      'Tests the credentials, then stores them. Credentials of the active method replace the active ones. ' +
      'Those of the other method become standby: switch to them with `smsctl credentials use TARGET`.\n' +
      'Exit code 0: done. 1: they do not work. 3: unknown. Nothing is changed unless it is 0.',
    options: [
      ...questionOptions(step.questions, group),
      { flags: '--use', help: 'make them active, also if the method differs' },
      dryRun,
      yes,
      json,
    ],
    examples: [
      ['answer prompts', 'smsctl credentials set'],
      [
        'store an API key as standby',
        'smsctl credentials set --credential-method api-key --api-key-sid VALUE --api-key-secret-file secret.txt',
      ],
      ['update the Auth Token from a script', 'smsctl credentials set --auth-token-stdin --no-input < token.txt'],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-set.ts'),
  },
  {
    path: 'credentials use',
    summary: 'switch to standby credentials, or back',
    description:
      'Tests the target, then switches. The former credentials become standby.\n' +
      'Exit code 0: done, or already active. 1: they do not work. 3: unknown. Nothing is changed unless it is 0.',
    arguments: [
      {
        name: '<target>',
        help: 'auth-token, api-key, previous or the SID of a key',
        values: ['auth-token', 'api-key', 'previous'],
      },
    ],
    options: [dryRun, yes, json],
    examples: [
      ['switch to the API key', 'smsctl credentials use api-key'],
      ['switch back', 'smsctl credentials use previous'],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-use.ts'),
  },
  {
    path: 'credentials rotate',
    summary: 'replace the active secret, with a way back',
    description:
      'Tests the new secret, stores it, switches to it, and tests it again from the store. If that fails, the former secret ' +
      'stays active. Otherwise it becomes standby, and smsctl prints how to revoke it.\n' +
      'For an API key, pass the SID and the secret of a new key, or run `smsctl credentials create-key --use`.\n' +
      'With the store `command`, change the secret in your secret manager first: smsctl reads it there, and keeps no former one.',
    options: [
      ...answered('credentials.apiKeySid'),
      // A variable of the environment moves no secret.
      ...answered('credentials.store', 'credentials.secretCommand').map(withoutVariable),
      ...answered('credentials.authToken', 'credentials.apiKeySecret'),
      dryRun,
      yes,
      json,
    ],
    examples: [
      ['answer prompts', 'smsctl credentials rotate'],
      ['rotate the Auth Token from a script', 'smsctl credentials rotate --auth-token-file token.txt --no-input'],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-rotate.ts'),
  },
  {
    path: 'credentials create-key',
    summary: 'create a Standard API key with the Auth Token',
    description:
      'Creates an API key named after the organization and this machine, tests it, and stores it as standby. ' +
      'Uses the given Auth Token without storing it, or else the stored one.\n' +
      'If the key cannot be saved, smsctl deletes it or prints its name. It also deletes unused keys of earlier runs.',
    options: [
      ...answered('credentials.accountSid', 'credentials.region', 'credentials.store', 'credentials.authToken'),
      { flags: '--use', help: 'make the key active' },
      dryRun,
      yes,
      json,
    ],
    examples: [
      ['answer prompts', 'smsctl credentials create-key'],
      [
        'create and activate a key from a script',
        'smsctl credentials create-key --use --auth-token-stdin --no-input < token.txt',
      ],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-create-key.ts'),
  },
  {
    path: 'credentials move',
    summary: 'move all stored secrets to another store',
    description:
      'Copies each secret to the new store and reads it back. Then switches all of them at once, and deletes the former ' +
      'copies.',
    arguments: [
      {
        name: '<store>',
        help: 'keychain or file',
        values: ['keychain', 'file'],
      },
    ],
    options: [dryRun, json],
    examples: [
      ['move to encrypted files', 'smsctl credentials move file'],
      ['move to the keychain', 'smsctl credentials move keychain'],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-move.ts'),
  },
  {
    path: 'credentials remove',
    summary: 'delete stored credentials',
    description:
      'Deletes credentials on this machine, after you type the organization ID, and prints how to revoke them at Twilio.\n' +
      '`pending` deletes unused secrets of earlier commands. It forgets those in a store of another machine, and API keys ' +
      'that you deleted in the console.\n' +
      'The name of an unused secret forgets it even if its store cannot delete it.',
    arguments: [
      {
        name: '<target>',
        help: 'auth-token, api-key, previous, all, pending, or a SID',
        values: ['auth-token', 'api-key', 'previous', 'all', 'pending'],
      },
    ],
    options: [dryRun, { flags: '-y, --yes', help: 'delete without a prompt' }, json],
    examples: [
      ['delete the standby credentials', 'smsctl credentials remove previous'],
      ['delete all credentials from a script', 'smsctl credentials remove all --yes'],
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-remove.ts'),
  },
];
