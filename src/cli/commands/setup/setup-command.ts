import { steps } from '../../../setup/steps.ts';
import type { CommandSpec } from '../../command/command.ts';
import { questionOptions } from '../../command/question-options.ts';

export const setupCommand: CommandSpec = {
  path: 'setup',
  summary: 'set up SMS in five steps, or change one',
  description:
    'Walks the five steps: owner, number, credentials, method, contacts. Each is saved when it is finished; running it ' +
    'again shows what is saved, and Enter keeps it. Ends with the verification checklist.',
  arguments: [
    { name: '[step]', help: `one of: ${steps.map(({ id }) => id).join(', ')}`, values: steps.map(({ id }) => id) },
  ],
  options: [
    { flags: '--sandbox', help: 'try it: a loopback provider, a throwaway directory, an answer for every question' },
    {
      flags: '--scenario <name>',
      help: 'with --sandbox: a provider with one fault, see `smsctl sandbox --help`',
      values: 'scenario',
    },
    { flags: '--dry-run', help: 'read and check everything, write nothing, show what would be written' },
    { flags: '--answers <file>', help: 'a JSON file with answers, such as {"owner": {"team": "Messaging"}}' },
    { flags: '-y, --yes', help: 'save also what could not be proven, without asking' },
    { flags: '-q, --quiet', help: 'print only the checklist and the verdict' },
    ...questionOptions(steps.flatMap(({ questions }) => questions)),
  ],
  examples: [
    'smsctl setup --sandbox',
    'smsctl setup --sandbox --scenario unregistered-10dlc --yes --no-input',
    'smsctl setup',
    'smsctl setup number',
    'smsctl setup --answers org.json --auth-token-stdin --no-input < token.txt',
  ],
  organization: 'may-be-new',
  needsNoOrganization: ({ sandbox }) => sandbox === true,
  load: () => import('./setup.ts'),
};
