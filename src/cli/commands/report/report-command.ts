import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { reportDocumentSpec } from './report-document.ts';

const reportFormats = ['md', 'html', 'json'] as const;

export const reportCommand: CommandSpec = {
  path: 'report',
  summary: 'write a handover report for the team',
  description:
    'Reports what is set up, the results of the last verification, and what to do if messages fail. Works offline and reads ' +
    'no secret. Identifiers are masked. The HTML page is one file without external resources.',
  options: [
    {
      flags: '--format <format>',
      help: 'md, html or json (default: by file name, else md)',
      values: reportFormats,
      closed: true,
    },
    { flags: '-f, --file <path>', help: 'write to this file; replaces an earlier report' },
    { flags: '-y, --yes', help: 'replace an existing file', requires: ['--file'] },
    { flags: '--show-ids', help: 'print identifiers and numbers unmasked' },
    { ...jsonOption(reportDocumentSpec), conflicts: ['--format=md', '--format=html'] },
  ],
  examples: [
    ['print the report', 'smsctl report'],
    ['write a web page', 'smsctl report -f sms.html'],
    ['read the checklist in a script', 'smsctl report --format json | jq .checklist'],
  ],
  document: reportDocumentSpec,
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./report.ts'),
};
