import type { Configuration, Place } from '../../domain/application/configuration.ts';
import type { Assignment } from '../../domain/application/dotenv-file.ts';
import { configurationOf } from '../../domain/application/read-configuration.ts';
import { variableNames } from '../../domain/application/variable-names.ts';
import type { Environment } from '../../domain/environment.ts';
import { printable } from '../../domain/text/printable.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import { invalidSource } from '../../domain/text/source-problem.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Context } from './context.ts';

/** The commands that read the environment, and a file whose path follows. */
export interface SourceCommands {
  readonly environment: string;
  readonly file: string;
}

const verifying: SourceCommands = { environment: 'smsctl verify --env', file: 'smsctl verify --dotenv' };

interface ReadOptions {
  readonly readByNode?: boolean;
}

/**
 * Reads the configuration of an application from the environment, or from a dotenv file, for `verify`. `readByNode`: Node.js has
 * read the file as well, and has applied its NODE_OPTIONS, since it takes `--env-file` from anywhere on the command line
 * (https://github.com/nodejs/node/issues/54232). Rejects with `UserError`: `input.unreadable`, `input.invalid`, `node.unsafe`.
 */
export async function readApplication(
  { env, readInput }: Pick<Context, 'env' | 'readInput'>,
  file: string | undefined,
  { readByNode = false }: ReadOptions = {},
): Promise<Configuration> {
  if (file === undefined) return configurationOfEnvironment(env, verifying);
  const place = placeOf(file, verifying);
  const assignments = await assignmentsIn(await readInput(file), place.name);
  if (readByNode && assignments.some(({ name }) => name === 'NODE_OPTIONS')) throw withNodeOptions(place);
  return configurationOf(assignments, place);
}

export function configurationOfEnvironment(env: Environment, { environment }: SourceCommands): Promise<Configuration> {
  return configurationOf(variablesOf(env), {
    name: 'the environment',
    form: 'environment',
    file: null,
    command: environment,
    commandForResolved: environment,
  });
}

/** The configuration in the text of a dotenv file. Rejects with `UserError` (`input.invalid`). */
export async function configurationOfDotenv(
  text: string,
  file: string,
  commands: SourceCommands,
): Promise<Configuration> {
  const place = placeOf(file, commands);
  return configurationOf(await assignmentsIn(text, place.name), place);
}

function placeOf(file: string, commands: SourceCommands): Place {
  const common = {
    form: 'dotenv' as const,
    command: `${commands.file} ${shellWord(file)}`,
    commandForResolved: commands.environment,
  };
  return file === '-'
    ? { name: 'stdin', file: null, ...common }
    : { name: printable(file, 200), file: shellWord(file), ...common };
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
  const { readDotenv } = await import('../../domain/application/dotenv-file.ts');
  const read = readDotenv(text);
  if (read.ok) return read.assignments;
  throw invalidSource('dotenv file', name, read.at, 'Each line is NAME=value, a comment that starts with #, or empty.');
}

const withNodeOptions = ({ name, command }: Place): UserError =>
  new UserError({
    code: 'node.unsafe',
    message: `Refusing to run: ${name} sets NODE_OPTIONS, and Node.js has applied them to smsctl because of \`--env-file\`.`,
    hints: [`Run \`${command}\`, which Node.js does not read.`],
  });
