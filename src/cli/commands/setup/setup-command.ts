import { capitalized } from '../../../domain/text/counts.ts';
import { steps } from '../../../setup/steps.ts';
import type { CommandSpec } from '../../command/command.ts';
import { questionOptions } from '../../command/question-options.ts';

const stepIds = steps.map(({ id }) => id);

export const setupCommand: CommandSpec = {
  path: 'setup',
  summary: 'set up SMS in five steps, or change one step',
  description:
    'Asks for the owner, the number, the credentials, the credential method and the contacts. Saves each step when it is ' +
    'finished, so you can stop and run it again. If all steps are finished, it asks what to change. Ends with the ' +
    'verification checklist.\n' +
    '`--from` takes over what a program uses: a `.env` file, the environment (`env`), `twilio-cli:PROFILE` or a Kubernetes ' +
    'Secret. It also reads a file of `config export`. `-` is stdin.',
  arguments: [
    {
      name: '[step]',
      help: `one of: ${stepIds.join(', ')}`,
      values: stepIds,
      unknown: { code: 'input.unknown-step', kind: 'step' },
    },
  ],
  options: [
    { flags: '--sandbox', help: 'try it with a mock server, without an account' },
    {
      flags: '--scenario <name>',
      help: 'simulate one fault; `smsctl sandbox --list` lists them',
      values: 'scenario',
      requires: ['--sandbox'],
    },
    { flags: '--dry-run', help: 'check everything, save nothing' },
    {
      flags: '--from <source>',
      help: 'take over a .env file, env, twilio-cli or another source',
      values: 'file',
      conflicts: ['--sandbox'],
    },
    { flags: '--answers <file>', help: 'read answers from a JSON file, or - for stdin' },
    { flags: '-y, --yes', help: 'save unproven values without a prompt' },
    { flags: '-q, --quiet', help: 'print only the checklist and the verdict', conflicts: ['--verbose'] },
    ...steps.flatMap(({ id, questions }) => questionOptions(questions, capitalized(id))),
  ],
  examples: [
    ['try smsctl without an account', 'smsctl setup --sandbox'],
    ['see one fault', 'smsctl setup --sandbox --scenario unregistered-10dlc --yes --no-input'],
    ['set up your account', 'smsctl setup'],
    ["take over an application's configuration", 'smsctl setup --from .env'],
    ['take over a profile of twilio-cli', 'smsctl setup --from twilio-cli:prod'],
    ['take over a Kubernetes Secret', 'kubectl get secret twilio -o json | smsctl setup --from -'],
    ['change the number', 'smsctl setup number'],
    ['set up from a script', 'smsctl setup --answers org.json --auth-token-stdin --no-input < token.txt'],
  ],
  organization: 'may-be-new',
  needsNoOrganization: ({ sandbox }) => sandbox === true,
  load: () => import('./setup.ts'),
};
