import { accepted, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { parseAge, parseDuration } from '../../command/duration.ts';
import { verifyDocumentSpec } from './verify-document.ts';

const collect = (ids: string, former: unknown) =>
  accepted([...((former as string[] | undefined) ?? []), ...ids.split(',')]);

const formats = ['text', 'junit', 'github'] as const;

const parseFormat = (text: string) =>
  formats.some((format) => format === text)
    ? accepted(text)
    : refused(`Give one of ${formats.join(', ')}. For JSON, pass \`--json\`.`);

export const verifyCommand: CommandSpec = {
  path: 'verify',
  summary: 'say whether SMS is ready, and what is not',
  description:
    'Checks the saved setup and asks the provider, reading only. Exit code 0: ready, or all selected checks hold; 1: not ready; 3: could not tell.',
  options: [
    jsonOption(verifyDocumentSpec),
    {
      flags: '--format <form>',
      help: `${formats.join(', ')}: JUnit XML for a CI's test report, annotations for GitHub Actions`,
      parse: parseFormat,
      values: formats,
    },
    { flags: '--offline', help: "ask neither the secret store nor the provider: show each live check's last result" },
    { flags: '--strict', help: 'count every warning as a failure, and every unknown' },
    {
      flags: '--max-age <time>',
      help: "with --offline: a live check's result that is older, such as 7d, counts as unknown",
      parse: parseAge,
    },
    {
      flags: '--check <ids>',
      help: 'run only these checks and what they need (comma-separated, or repeated)',
      parse: collect,
      values: 'check',
    },
    {
      flags: '--skip <ids>',
      help: 'leave these checks out unless others need them (comma-separated, or repeated)',
      parse: collect,
      values: 'check',
    },
    {
      flags: '--timeout <time>',
      help: 'give up on one request after this time, such as 30s (default 15s)',
      parse: parseDuration,
    },
    {
      flags: '--wait <time>',
      help: 'go on trying for this time what may pass by itself, such as 2m',
      parse: parseDuration,
    },
  ],
  examples: [
    'smsctl verify',
    'smsctl verify --wait 2m',
    'smsctl verify --json | jq -r .verdict',
    'smsctl verify --offline --check number.owned',
    'smsctl verify --offline --max-age 7d',
    'smsctl verify --format junit > smsctl.xml',
  ],
  document: verifyDocumentSpec,
  failure: {
    junit: async () => (await import('./junit.ts')).junitFailure,
    github: async () => (await import('./github.ts')).githubFailure,
  },
  load: () => import('./verify.ts'),
};
