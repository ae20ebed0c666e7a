import type { CommandSpec } from '../../command/command.ts';

export const configExportCommand: CommandSpec = {
  path: 'config export',
  summary: 'write the settings that a team shares',
  description:
    'Prints one JSON document for another person or machine, without secrets. `smsctl setup --from FILE.json` takes it over and ' +
    'asks for the rest. Left out: the secret, standby credentials, the path and counts of the contact list, confirmations, ' +
    'acknowledgements and results. Works offline.',
  options: [
    { flags: '--out <file>', help: 'write to this file; replaces an earlier export', values: 'file' },
    { flags: '-y, --yes', help: 'replace any existing file', requires: ['--out'] },
  ],
  examples: [
    ['write a file for the team', 'smsctl config export --out sms-team.json'],
    ['print what would be shared', 'smsctl config export'],
  ],
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./config-export.ts'),
};
