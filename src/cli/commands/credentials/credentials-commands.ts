import type { AnswerKey } from '../../../domain/settings/question.ts';
import { credentials as step } from '../../../setup/credentials/questions.ts';
import { type CommandSpec, jsonOption, type OptionSpec } from '../../command/command.ts';
import { questionOptions } from '../../command/question-options.ts';
import { credentialsDocumentSpec } from './credentials-document.ts';

const answered = (...keys: readonly AnswerKey[]): readonly OptionSpec[] =>
  questionOptions(step.questions.filter(({ key }) => keys.includes(key)));

const dryRun: OptionSpec = {
  flags: '--dry-run',
  help: 'read and check everything, write nothing, say what would be done',
};
const yes: OptionSpec = { flags: '-y, --yes', help: 'go on with what could not be proven' };
const json = jsonOption(credentialsDocumentSpec);

export const credentialsCommands: readonly CommandSpec[] = [
  {
    path: 'credentials show',
    summary: 'show which credentials are active, which stand by, and what this method cannot do',
    description:
      'Offline: reads the settings alone, no keychain, no network. Says the method, masked SIDs, where each secret is kept, how old it is, who confirmed the method, what this method cannot do, and what is pending.',
    options: [json],
    examples: ['smsctl credentials show', 'smsctl credentials show --json | jq .active.method'],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-show.ts'),
  },
  {
    path: 'credentials set',
    summary: 'create or update credentials of one method',
    description:
      'Credentials of the active method replace the active ones; those of the other method are stored beside them, to be switched to with `smsctl credentials use api-key`. They are tried first. Exit code 0: done; 1: they would not work, nothing was changed; 3: that could not be found out, nothing was changed.',
    options: [
      ...questionOptions(step.questions),
      { flags: '--use', help: 'make them the active ones, whatever the method' },
      dryRun,
      yes,
      json,
    ],
    examples: [
      'smsctl credentials set',
      'smsctl credentials set --credential-method api-key --api-key-sid VALUE --api-key-secret-file secret.txt',
      'smsctl credentials set --auth-token-stdin --no-input < token.txt',
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-set.ts'),
  },
  {
    path: 'credentials use',
    summary: 'switch to credentials that stand by, or back',
    description:
      'The target is proven live before the switch, which is one write; the credentials that were active stand by then. Exit code 0: done, or active already; 1: they would not work; 3: that could not be found out. Nothing was changed unless it is 0.',
    arguments: [
      { name: '<target>', help: '`auth-token`, `api-key`, `previous` (what was active last) or the SID of a key' },
    ],
    options: [dryRun, yes, json],
    examples: ['smsctl credentials use api-key', 'smsctl credentials use previous'],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-use.ts'),
  },
  {
    path: 'credentials rotate',
    summary: 'replace the secret in use by a new one, with a way back',
    description:
      'The new secret of the active method is proven, stored, switched to, and proven again as it lies in the store; if that fails the former one is in use again. The former one stands by, and you are told how to revoke it. For an API key give the SID and the secret of a new key, or see `smsctl credentials create-key --use`.',
    options: [
      ...answered('credentials.apiKeySid', 'credentials.store', 'credentials.authToken', 'credentials.apiKeySecret'),
      dryRun,
      yes,
      json,
    ],
    examples: ['smsctl credentials rotate', 'smsctl credentials rotate --auth-token-file token.txt --no-input'],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-rotate.ts'),
  },
  {
    path: 'credentials create-key',
    summary: 'make a Standard API key, with the Auth Token given once',
    description:
      'Makes an API key that is named for the organization and this machine, proves it, and stores it beside the active credentials. The Auth Token is used for that alone and not stored; one that is stored already is used when none is given. If the key cannot be saved it is deleted again, or named to you. With it, keys that an earlier run left behind are deleted.',
    options: [
      ...answered('credentials.accountSid', 'credentials.region', 'credentials.store', 'credentials.authToken'),
      { flags: '--use', help: 'switch to the key as soon as it is stored' },
      dryRun,
      yes,
      json,
    ],
    examples: [
      'smsctl credentials create-key',
      'smsctl credentials create-key --use --auth-token-stdin --no-input < token.txt',
    ],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-create-key.ts'),
  },
  {
    path: 'credentials move',
    summary: 'move every stored secret to the keychain, or to encrypted files',
    description:
      'Each secret is read, stored in the other place and read back there; then all are switched to in one write, and deleted in the former place.',
    arguments: [{ name: '<store>', help: '`keychain` or `file`' }],
    options: [dryRun, json],
    examples: ['smsctl credentials move file', 'smsctl credentials move keychain'],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-move.ts'),
  },
  {
    path: 'credentials remove',
    summary: 'delete stored credentials',
    description:
      'Deletes them here, and says how to revoke them at the provider. Asks for the name of the organization first. `pending` deletes unused secrets that an earlier command left; it forgets those in a store that is not on this machine, and API keys that you deleted in the console. The name of an unused secret forgets that one even if its store cannot delete it.',
    arguments: [
      {
        name: '<target>',
        help: '`auth-token`, `api-key`, `previous`, the SID of a key, `all`, `pending`, or the name of an unused secret',
      },
    ],
    options: [dryRun, { flags: '-y, --yes', help: 'without asking' }, json],
    examples: ['smsctl credentials remove previous', 'smsctl credentials remove all --yes'],
    document: credentialsDocumentSpec,
    load: () => import('./credentials-remove.ts'),
  },
];
