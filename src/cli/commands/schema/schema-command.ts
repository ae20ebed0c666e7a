import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { CommandSpec } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';

export const schemaCommand: CommandSpec = {
  path: 'schema',
  summary: 'print the JSON Schema of a document',
  description:
    'Without a name it lists them. A document names its own in `schema`: smsctl.verify/1 is the schema verify.',
  arguments: [{ name: '[name]', help: 'such as verify', values: 'schema' }],
  examples: ['smsctl schema', 'smsctl schema verify'],
  withoutOrganization: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run }),
};

async function run(context: Context, _: object, [name]: readonly string[]): Promise<ExitCode> {
  const { out } = context;
  const schemas = await context.schemas();
  const names = schemas.names();
  if (name === undefined) out.write(names.map((each) => `${each}\n`).join(''));
  else if (names.includes(name)) out.write(schemas.read(name));
  else {
    throw new UserError({
      code: 'input.unknown-schema',
      message: `There is no schema \`${printable(name, 60)}\`.`,
      hints: [`There are: ${names.join(', ')}.`],
    });
  }
  return exitCode.done;
}
