import type { CommandSpec } from '../../command/command.ts';
import { variableOptions } from '../../command/variable-options.ts';

export const execCommand: CommandSpec = {
  path: 'exec',
  summary: 'run a program with the credentials as variables',
  description:
    'Sets TWILIO_ACCOUNT_SID, the variables of the active credential method, and those of the sender. ' +
    'Removes the variables of the other method. docs/exec.md lists them. Writes nothing to disk.\n' +
    'If a .smsctl.json chose the organization, smsctl prints its path on stderr. The file must belong to you or to root.\n' +
    "Exits with the program's exit code, or 3: cannot read the secret store. 126: not executable. 127: not found. " +
    '128 + n: ended by signal n.',
  arguments: [{ name: '[command...]', help: 'program and its arguments, after --' }],
  options: [
    { flags: '--print-env', help: 'print the variables, secrets hidden' },
    {
      flags: '--reveal',
      help: 'print the secrets too; prompts on a terminal',
      requires: ['--print-env'],
    },
    ...variableOptions(['--print-env']),
  ],
  examples: [
    ['run a program', 'smsctl exec -- node send.js'],
    ['run a program for another organization', 'smsctl exec --org acme-eu -- twilio api:core:messages:list'],
    ['print the variables', 'smsctl exec --print-env'],
    ['print a Kubernetes Secret', 'smsctl exec --print-env --reveal --format k8s --name twilio | kubectl apply -f -'],
  ],
  verbatim: true,
  givesSecrets: true,
  load: () => import('./exec.ts'),
};
