import type { ListedScenario } from '../../command/context.ts';
import { wrap } from '../../render/style.ts';

const verdicts = { 0: 'ready, perhaps with a warning', 1: 'not ready', 3: 'unknown' } as const;

/** Every scenario of the sandbox in `columns`, by what verify says on it. */
export function scenarioList(all: readonly ListedScenario[], columns: number): string {
  const width = Math.max(...all.map(({ name }) => name.length)) + 4;
  const line = ({ name, about }: ListedScenario): string => {
    // On a narrow screen the text goes below the name.
    if (columns < width + 30) return `  ${name}\n${wrap(about, columns, 4)}`;
    return `  ${name.padEnd(width - 2)}${wrap(about, Math.min(columns, 120), width).trimStart()}`;
  };
  const groups = ([0, 1, 3] as const).map((exit) =>
    [
      `Scenarios on which verify says ${verdicts[exit]} (exit code ${exit}):`,
      ...all.filter((each) => each.exit === exit).map(line),
      '',
    ].join('\n'),
  );
  return groups.join('\n');
}
