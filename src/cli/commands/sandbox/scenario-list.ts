import type { ListedScenario } from '../../command/context.ts';
import { wrap } from '../../render/style.ts';

const verdicts = { 0: 'ready, possibly with warnings', 1: 'not ready', 3: 'unknown' } as const;

/** In columns. The text goes below a longer name, and below every name on a narrow screen. */
const nameWidth = 28;
const textWidth = 30;

/** Every scenario of the sandbox in `columns`, by the result of verify. */
export function scenarioList(all: readonly ListedScenario[], columns: number): string {
  const margin = nameWidth + 2;
  const line = ({ name, about }: ListedScenario): string => {
    if (columns < margin + textWidth) return `  ${name}\n${wrap(about, columns, 4)}`;
    const words = wrap(about, Math.min(columns, 120), margin);
    return name.length > nameWidth - 2 ? `  ${name}\n${words}` : `  ${name.padEnd(nameWidth)}${words.trimStart()}`;
  };
  const groups = ([0, 1, 3] as const).map((exit) =>
    [
      wrap(`Result of \`smsctl verify\`: ${verdicts[exit]} (exit code ${exit})`, columns),
      ...all.filter((each) => each.exit === exit).map(line),
      '',
    ].join('\n'),
  );
  return groups.join('\n');
}
