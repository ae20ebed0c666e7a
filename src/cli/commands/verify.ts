import { accepted } from '../../domain/parsed.ts';
import { type CommandSpec, jsonOption } from '../command.ts';
import { parseDuration } from '../duration.ts';
import { verifyForm } from '../render/verify-document.ts';

const collect = (ids: string, former: unknown) =>
  accepted([...((former as string[] | undefined) ?? []), ...ids.split(',')]);

export const verifyCommand: CommandSpec = {
  path: 'verify',
  summary: 'say whether SMS is ready, and what is not',
  description:
    'Looks at the saved setup and asks the provider, reading only. Exit code 0: ready; 1: not ready; 3: could not tell.',
  options: [
    jsonOption(verifyForm),
    { flags: '--offline', help: "ask neither the secret store nor the provider: show each live check's last result" },
    { flags: '--strict', help: 'count a warning as a failure' },
    { flags: '--check <ids>', help: 'look only at these checks (comma-separated, or repeated)', parse: collect },
    { flags: '--skip <ids>', help: 'leave these checks out (comma-separated, or repeated)', parse: collect },
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
  ],
  document: verifyForm,
  load: () => import('../actions/verify.ts'),
};
