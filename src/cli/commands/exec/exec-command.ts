import type { CommandSpec } from '../../command/command.ts';

export const execCommand: CommandSpec = {
  path: 'exec',
  summary: 'run a program with the credentials in its environment',
  description:
    'The program gets TWILIO_ACCOUNT_SID, the active method (TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET), TWILIO_REGION and TWILIO_EDGE where a region is set, TWILIO_PHONE_NUMBER and TWILIO_MESSAGING_SERVICE_SID; the other method is taken from it. Nothing is written. Its exit code is ours; 3: the secret store cannot be read; 126, 127: the program cannot be started, is not there; 128 + n: signal n ended it. A .smsctl.json that chose the organization is named on stderr, and has to belong to you or to root.',
  arguments: [{ name: '[command...]', help: 'the program with its arguments, behind --' }],
  options: [
    { flags: '--print-env', help: 'print the variables for a shell instead, secrets hidden' },
    { flags: '--reveal', help: 'with --print-env: print the secret, too; on a terminal it is asked for once more' },
  ],
  examples: [
    'smsctl exec -- node send.js',
    'smsctl exec --org acme-eu -- twilio api:core:messages:list',
    'smsctl exec --print-env',
  ],
  verbatim: true,
  givesSecrets: true,
  load: () => import('./exec.ts'),
};
