import type { Configuration, Place } from '../../../domain/application/configuration.ts';
import type { Assignment } from '../../../domain/application/dotenv-file.ts';
import { configurationOf } from '../../../domain/application/read-configuration.ts';
import { variableNames } from '../../../domain/application/variable-names.ts';
import type { Environment } from '../../../domain/environment.ts';
import { printable } from '../../../domain/text/printable.ts';
import { shellWord } from '../../../domain/text/shell-word.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import type { VerifySource } from './verify-source.ts';

interface OpenedApplication {
  readonly configuration: Configuration;
  readonly source: VerifySource;
}

/**
 * Reads the configuration of an application from the environment, or from a dotenv file. `readByNode`: Node.js has read the file
 * as well, and has applied its NODE_OPTIONS, since it takes `--env-file` from anywhere on the command line
 * (https://github.com/nodejs/node/issues/54232). Rejects with `UserError`: `input.unreadable`, `input.invalid`, `node.unsafe`.
 */
export async function openApplication(
  { env, readInput }: Pick<Context, 'env' | 'readInput'>,
  file: string | undefined,
  { readByNode = false }: { readonly readByNode?: boolean } = {},
): Promise<OpenedApplication> {
  if (file === undefined) {
    const place: Place = { name: 'the environment', file: null, command: 'smsctl verify --env' };
    const configuration = await configurationOf(variablesOf(env), place);
    return { configuration, source: { kind: 'environment', file: null, variables: configuration.used } };
  }
  const place = placeOf(file);
  const assignments = await assignmentsIn(await readInput(file), place.name);
  if (readByNode && assignments.some(({ name }) => name === 'NODE_OPTIONS')) throw withNodeOptions(place);
  const configuration = await configurationOf(assignments, place);
  return { configuration, source: { kind: 'env-file', file, variables: configuration.used } };
}

function placeOf(file: string): Place {
  const command = `smsctl verify --dotenv ${shellWord(file)}`;
  return file === '-'
    ? { name: 'stdin', file: null, command }
    : { name: printable(file, 200), file: shellWord(file), command };
}

/** By name, so that it also works where the system ignores the case of names; and the others, for a hint on a misspelled name. */
function variablesOf(env: Environment): readonly Assignment[] {
  const known = variableNames.map(({ name }) => name);
  const names = new Set([...known, ...Object.keys(env).filter((name) => name.includes('TWILIO'))]);
  return [...names].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [{ name, value, line: null }];
  });
}

async function assignmentsIn(text: string, name: string): Promise<readonly Assignment[]> {
  // Lazy: only this source needs the parser.
  const { readDotenv } = await import('../../../domain/application/dotenv-file.ts');
  const read = readDotenv(text);
  if (read.ok) return read.assignments;
  const { line, column, problem } = read.at;
  throw new UserError({
    code: 'input.invalid',
    message: `Invalid dotenv file: ${name}, line ${line}, column ${column}: ${problem}.`,
    hints: ['Each line is NAME=value, a comment that starts with #, or empty.'],
  });
}

const withNodeOptions = ({ name, command }: Place): UserError =>
  new UserError({
    code: 'node.unsafe',
    message: `Refusing to run: ${name} sets NODE_OPTIONS, and Node.js has applied them to smsctl because of \`--env-file\`.`,
    hints: [`Run \`${command}\`, which Node.js does not read.`],
  });
