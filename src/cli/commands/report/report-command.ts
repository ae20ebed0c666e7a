import { accepted, type Parsed, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { reportDocumentSpec } from './report-document.ts';

const reportFormats = ['md', 'html', 'json'] as const;

const parseFormat = (text: string): Parsed<string> =>
  (reportFormats as readonly string[]).includes(text) ? accepted(text) : refused('Give md, html or json.');

export const reportCommand: CommandSpec = {
  path: 'report',
  summary: 'make the hand-over sheet for the team: what is set up, what is proven, what to do when it fails',
  description:
    'Offline, from what is saved and what was last verified. Identifiers are masked; no secret is read. The HTML page is one file that fetches nothing.',
  options: [
    {
      flags: '--format <format>',
      help: 'md, html or json (default: by the name of the file, else md)',
      parse: parseFormat,
    },
    { flags: '-f, --file <path>', help: 'write it there instead of to stdout; replaces an earlier report' },
    { flags: '-y, --yes', help: 'replace any other file that exists' },
    { flags: '--show-ids', help: 'leave identifiers and numbers unmasked' },
    jsonOption(reportDocumentSpec),
  ],
  examples: ['smsctl report', 'smsctl report -f sms.html', 'smsctl report --format json | jq .checklist'],
  document: reportDocumentSpec,
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./report.ts'),
};
