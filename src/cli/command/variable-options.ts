import { accepted, type Parsed, refused } from '../../domain/text/parsed.ts';
import { formatNames, isSecretName } from '../../domain/variables/format-names.ts';
import type { OptionSpec } from './command.ts';

/** The options of commands that print variables. */
export const variableOptions = (requires: readonly string[]): readonly OptionSpec[] => [
  {
    flags: '--format <form>',
    help: `${formatNames.slice(0, -1).join(', ')} or ${formatNames.at(-1)}`,
    values: formatNames,
    closed: true,
    ...(requires.length > 0 && { requires }),
  },
  {
    flags: '--name <name>',
    help: 'name of the Kubernetes Secret',
    parse: parseSecretName,
    requires: ['--format=k8s'],
  },
];

const parseSecretName = (text: string): Parsed<string> =>
  isSecretName(text)
    ? accepted(text)
    : refused('Enter a name in lower case: letters, digits, `-` and `.`, at most 253 characters.');
