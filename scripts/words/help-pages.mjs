import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { sentencesIn, wordsIn } from './texts.mjs';

const widest = 80;
const longestHelp = 60;

/** Bundles these modules of src into a temporary directory, and hands what they export to `use`. */
async function withModules(root, modules, use) {
  // Below node_modules of this clone, so that packages are found.
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const dir = mkdtempSync(join(cache, 'words-'));
  try {
    const bundler = await rolldown({
      cwd: root,
      input: modules,
      external: (id, importer) => importer !== undefined && /^[^./]/.test(id),
      platform: 'node',
      checks: { ineffectiveDynamicImport: false },
    });
    await bundler.write({ dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' });
    await bundler.close();
    const names = Object.keys(modules);
    const loaded = await Promise.all(names.map((name) => import(pathToFileURL(join(dir, `${name}.mjs`)).href)));
    // They import more from there while they are used.
    return await use(Object.assign({}, ...loaded));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What is too long in the help: lines of its pages, sentences, and the words beside a name. */
export const helpFindings = (root, longest) =>
  withModules(
    root,
    {
      program: 'src/cli/program.ts',
      commands: 'src/cli/commands.ts',
      topics: 'src/cli/commands/help/help-topics.ts',
      options: 'src/cli/command/global-options.ts',
    },
    (help) => findingsIn(help, longest),
  );

async function findingsIn({ commands, groups, globalOptions, helpTopics, parse }, longest) {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const helps = [
    ...shown.flatMap(({ path, summary, arguments: args = [], options = [] }) => [
      [path, summary],
      ...[...args, ...options].map(({ name, flags, help }) => [`${path} ${flags ?? name}`, help]),
    ]),
    ...globalOptions.map(({ flags, help }) => [flags, help]),
    ...groups.map(({ name, summary }) => [name, summary]),
    ...helpTopics.map(({ name, summary }) => [`help ${name}`, summary]),
  ];
  return [
    ...helps.flatMap(([name, help]) => {
      // The variable is a name, and not a part of the words.
      const words = help.replace(/ \[[A-Z_, ]+\]$/, '');
      return [
        ...(words.length < longestHelp ? [] : [`help: ${name}: ${words.length} characters: under ${longestHelp}`]),
        ...(/^[^A-Z]|^[A-Z]{2}|^[A-Z][a-z]+ [A-Z]|^(?:E\.164|Twilio)/.test(words)
          ? []
          : [`help: ${name}: begin in lower case`]),
        ...(/\.$/.test(words) ? [`help: ${name}: no full stop`] : []),
      ];
    }),
    ...[...shown, ...topicsOf(helpTopics, commands)].flatMap(({ path, description }) =>
      sentencesIn({ text: description, line: 0 })
        .filter(({ text }) => wordsIn(text) > longest)
        .map(({ text }) => `help: ${path}: a sentence of ${wordsIn(text)} words: ${text.slice(0, 50)}…`),
    ),
    ...(await pages(parse, shown, groups)).flatMap(({ name, text }) => tooWide(name, text)),
  ];
}

/** Topics without their tables. */
const topicsOf = (topics, commands) =>
  topics.map(({ name, text }) => ({ path: `help ${name}`, description: text(commands).replace(/^ .*$/gm, '') }));

const tooWide = (name, text) =>
  text
    .split('\n')
    .filter((line) => line.length > widest)
    .map(
      (line) => `help: ${name}: a line of ${line.length} characters (at most ${widest}): ${line.trim().slice(0, 50)}…`,
    );

/** Every page of the help, as it is printed at 80 columns. */
async function pages(parse, commands, groups) {
  const lines = [...commands.map(({ path }) => path), ...groups.map(({ name }) => name)].map((path) => path.split(' '));
  const found = [];
  for (const words of [[], ...lines]) {
    let text = '';
    const write = (each) => {
      text += each;
    };
    const screen = { write, isTerminal: false, columns: widest };
    await parse([...words, '--help'], { version: '0', out: screen, err: screen });
    found.push({ name: words.join(' ') || 'smsctl', text });
  }
  return found;
}
