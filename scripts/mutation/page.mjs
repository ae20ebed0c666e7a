import { overallOf } from './score.mjs';

const percent = (share) => `${(100 * share).toFixed(1)} %`;

const fold = (text, width = 118) => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
};

/**
 * docs/mutation.md.
 * @param {readonly string[]} names the folders
 * @param {Record<string, object>} measured what scripts/mutation/measured.json holds: a folder without an entry has no score yet
 */
export function pageOf(names, measured) {
  const rows = names.map((name) => {
    if (measured[name] === undefined) return `| ${name} | | | | not measured yet | | | | |`;
    const { score, day, commit, seed } = measured[name];
    const { population, size, noticed, share, low, high } = score;
    const cells = [name, population, size, noticed, percent(share), `${percent(low)} to ${percent(high)}`];
    return `| ${[...cells, day, `\`${commit}\``, seed].join(' | ')} |`;
  });
  const { share, low, high } = overallOf(Object.values(measured).map(({ score }) => score));
  const all = names.every((name) => name in measured) ? 'all' : 'all that are measured';
  const leftOut = Object.values(measured).flatMap((each) => each.leftOut);
  return `<!-- Written by \`npm run mutation\`. -->
# Does the suite notice a fault?

\`npm run mutation\` changes the program in one place, runs the suites of that folder, and counts the changes that no test
notices ([Stryker](https://stryker-mutator.io/)). It takes a random sample of each folder, the same for the same seed, and
removes nothing from it: changes that make no difference, and places that no test reaches, count as not noticed. Strings
are not changed. Only suites that stay in one process take part, so that what the others notice comes on top.

The interval is Wilson's, at 95 %. The last row weights each folder by its number of possible changes.

| folder | possible changes | sample | noticed | score | interval | measured | commit | seed |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
| ${all} | | | | ${percent(share)} | ${percent(low)} to ${percent(high)} | | | |

\`npm run mutation -- --since main\` tries the lines that differ from a commit, at most 100 changes a folder.

${fold(`Left out, since they only hold data: ${leftOut.map((name) => `\`${name.replace('src/', '')}\``).join(', ')}.`)}
`;
}
