import { accepted } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { parseAge, parseDuration } from '../../command/duration.ts';
import { verifyDocumentSpec } from './verify-document.ts';

const collect = (ids: string, former: unknown) =>
  accepted([...((former as string[] | undefined) ?? []), ...ids.split(',')]);

const output = 'Output';

export const verifyCommand: CommandSpec = {
  path: 'verify',
  summary: 'check whether SMS is ready',
  description:
    'Checks the saved setup and the Twilio account. Changes nothing at Twilio.\n' +
    'Exit code 0: ready, or all selected checks pass. 1: not ready. 3: unknown.',
  options: [
    { ...jsonOption(verifyDocumentSpec), conflicts: ['--format'], group: output },
    {
      flags: '--format <form>',
      help: 'text, junit (XML) or github (annotations); or use --json',
      values: ['text', 'junit', 'github'],
      closed: true,
      group: output,
    },
    {
      flags: '--offline',
      help: 'use the last results; no secret store, no network',
      conflicts: ['--timeout', '--wait'],
    },
    { flags: '--strict', help: 'count warnings and unknown results as failures' },
    {
      flags: '--max-age <time>',
      help: 'treat older results as unknown, e.g. 7d',
      parse: parseAge,
      requires: ['--offline'],
    },
    {
      flags: '--check <ids>',
      help: 'run only these checks and what they depend on',
      parse: collect,
      values: 'check',
    },
    {
      flags: '--skip <ids>',
      help: 'skip these checks unless others depend on them',
      parse: collect,
      values: 'check',
    },
    {
      flags: '--timeout <time>',
      help: 'limit each request to this time, e.g. 30s (default 15s)',
      parse: parseDuration,
    },
    {
      flags: '--wait <time>',
      help: 'retry temporary failures for up to this time, e.g. 2m',
      parse: parseDuration,
    },
  ],
  examples: [
    ['run all checks', 'smsctl verify'],
    ['retry temporary failures', 'smsctl verify --wait 2m'],
    ['read the verdict in a script', 'smsctl verify --json | jq -r .verdict'],
    ['show the last result of one check', 'smsctl verify --offline --check number.owned'],
    ['write a test report for CI', 'smsctl verify --format junit > smsctl.xml'],
  ],
  document: verifyDocumentSpec,
  failure: {
    junit: async () => (await import('./junit.ts')).junitFailure,
    github: async () => (await import('./github.ts')).githubFailure,
  },
  load: () => import('./verify.ts'),
};
