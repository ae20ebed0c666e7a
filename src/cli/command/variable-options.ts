import { formatNames } from '../../domain/variables/format-names.ts';
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
    requires: ['--format=k8s'],
  },
];
