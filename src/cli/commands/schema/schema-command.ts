import type { CommandSpec } from '../../command/command.ts';

export const schemaCommand: CommandSpec = {
  path: 'schema',
  summary: 'print the JSON Schema of a document',
  description:
    'Without a name it lists them. A document names its own in `schema`: smsctl.verify/1 is the schema verify.',
  arguments: [{ name: '[name]', help: 'such as verify', values: 'schema' }],
  examples: ['smsctl schema', 'smsctl schema verify'],
  standsAlone: true,
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./schema.ts'),
};
