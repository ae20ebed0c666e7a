// Asks what its argument describes, on its own terminal, and prints each result as a line of JSON. A `<` asks the former
// question again. `refused` is the answer that the question refuses, with `problem`.
import { openPrompter } from '../../dist/main/prompter.js';

const { asks, plain, color = false } = JSON.parse(process.argv[2]);
const palette = color ? (await import('../../dist/cli/render/palette.js')).palette : null;
const onInterrupt = (interrupted) => {
  process.on('SIGINT', interrupted);
  return () => process.off('SIGINT', interrupted);
};
const err = {
  write: (text) => process.stderr.write(text),
  isTerminal: !plain,
  columns: process.stderr.columns,
  palette,
};
const prompter = await openPrompter({ err, plain, unicode: true, verbose: false, onInterrupt });
const print = (result) => process.stdout.write(`= ${JSON.stringify(result)}\n`);
for (let index = 0; index < asks.length; ) {
  const { refused, problem, ...ask } = asks[index];
  const check = async (raw) => (raw === refused ? problem : undefined);
  try {
    print(await prompter.ask({ ...ask, problem: check }));
    index += 1;
  } catch (error) {
    print(error.name);
    if (error.name !== 'WentBack') process.exit(error.name === 'Cancelled' ? 130 : 70);
    index -= 1;
  }
}
