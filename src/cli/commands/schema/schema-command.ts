import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { type CommandSpec, jsonOption } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { schemaListDocument, schemaListDocumentSpec } from './schema-document.ts';

export const schemaCommand: CommandSpec = {
  path: 'schema',
  summary: 'print the JSON Schema of a document',
  description:
    'Each JSON document names its schema: `smsctl.verify/1` is the schema verify. Without a name, it lists all schemas.',
  arguments: [{ name: '[name]', help: 'schema name, e.g. verify', values: 'schema' }],
  options: [jsonOption(schemaListDocumentSpec)],
  examples: [
    ['list all schemas', 'smsctl schema'],
    ['print the schema of `verify --json`', 'smsctl schema verify'],
  ],
  document: schemaListDocumentSpec,
  withoutOrganization: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run }),
};

async function run(
  context: Context,
  { json = false }: { readonly json?: boolean },
  [name]: readonly string[],
): Promise<ExitCode> {
  const { out, version } = context;
  const schemas = await context.schemas();
  const names = schemas.names();
  if (name === undefined && json) out.write(schemaListDocument(version, names));
  else if (name === undefined) out.write(names.map((each) => `${each}\n`).join(''));
  else if (names.includes(name)) out.write(schemas.read(name));
  else {
    const { unknownWord } = await import('../../../domain/text/unknown-word.ts');
    throw unknownWord({ code: 'input.unknown-schema', kind: 'schema', word: name, known: names });
  }
  return exitCode.done;
}
