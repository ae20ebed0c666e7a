import { accepted, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { parseAge, parseDuration } from '../../command/duration.ts';
import { verifyDocumentSpec } from './verify-document.ts';
import { environmentName } from './verify-source.ts';

const collect = (ids: string, former: unknown) =>
  accepted([...((former as string[] | undefined) ?? []), ...ids.split(',')]);

const parseFile = (path: string) => (path.trim() === '' ? refused('Enter the path of a file.') : accepted(path));

const output = 'Output';
const application = 'Application';

export const verifyCommand: CommandSpec = {
  path: 'verify',
  summary: 'check whether SMS is ready',
  description:
    'Checks the saved setup and the Twilio account. Changes nothing at Twilio.\n' +
    'Exit code 0: ready, or all selected checks pass. 1: not ready. 3: unknown.\n' +
    'With `--env` or `--dotenv`, checks the configuration of an application instead. It has no owner and no contacts, so the verdict is `partial` at best.',

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
      flags: '--env',
      help: 'verify the variables of the environment; save nothing',
      conflicts: ['--offline', '--org'],
      group: application,
    },
    {
      flags: '--dotenv <file>',
      help: 'verify the variables in a .env file, or - for stdin',
      parse: parseFile,
      values: 'file',
      conflicts: ['--env-file', '--offline', '--org'],
      group: application,
    },
    {
      flags: '--env-file <file>',
      help: 'the same, but Node.js reads the file first',
      parse: parseFile,
      values: 'file',
      conflicts: ['--offline', '--org'],
      group: application,
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
    ["verify an application's configuration", 'smsctl verify --dotenv .env'],
    ['write a test report for CI', 'smsctl verify --format junit > smsctl.xml'],
  ],
  insteadOfOrganization: ({ env, dotenv, envFile }) =>
    [env, dotenv, envFile].every((each) => each === undefined) ? undefined : environmentName,
  document: verifyDocumentSpec,
  failure: {
    junit: async () => (await import('./junit.ts')).junitFailure,
    github: async () => (await import('./github.ts')).githubFailure,
  },
  load: () => import('./verify.ts'),
};
