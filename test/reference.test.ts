import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { globalOptions } from '../src/cli/command/global-options.ts';
import { commands as allCommands } from '../src/cli/commands.ts';
import { checklist } from '../src/setup/checklist.ts';
import { steps } from '../src/setup/steps.ts';
import { reference } from './pages/reference.ts';
import { testCli } from './support/context.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the reference page', () => {
  it('equals the list of checks', async () => {
    await expect(`${reference(steps)}\n`).toMatchFileSnapshot('../docs/reference.md');
  });

  it('has an anchor for every check', () => {
    const page = reference(steps);
    for (const { id } of checklist) expect(page).toContain(`<a id="${id}"></a>`);
  });
});

/** The lines of a page's code blocks. */
const code = (page: string): string =>
  [...page.matchAll(/^ *```\w*\n(.*?)^ *```$/gms)].map(([, block]) => block ?? '').join('\n');

/** Every command line of ours that a text names in backticks, or that a line of code begins with. */
function commandsIn(text: string, lines = text): readonly string[] {
  const spans = [
    ...text.matchAll(/`(?:npx --no-install )?(smsctl [^`\n]+)`/g),
    ...lines.matchAll(/^(?:\s*(?:\$ |- run: |- |npm ci && |npx --no-install )*)(smsctl [a-z][^#\n|]*)/gm),
  ];
  return spans.map((match) =>
    (match[1] ?? '')
      .replace(/ {2,}.*$/, '')
      .replace(/ (?:[<>|].*|\\)$/, '')
      .trim(),
  );
}

/** What stands for one of a few words. */
const stands: Readonly<Record<string, string>> = { STEP: 'number', TOPIC: 'json', NAME: 'verify' };

/** Parses without running anything; returns the parser's complaint. */
async function complaint(command: string): Promise<string | undefined> {
  const words = (command.match(/"[^"]*"|\S+/g) ?? [])
    .slice(1)
    .map((word) => (/^[A-Z]+$/.test(word) && !(word in stands) ? 'value' : word));
  const argv = words.map((word) => stands[word] ?? word);
  const { err, code } = await testCli(
    { url: 'http://127.0.0.1:9' },
    {
      openWorkspace: () => {
        throw new Error('parsed');
      },
      startSandbox: () => Promise.reject(new Error('parsed')),
      readInput: async () => '{}',
    },
  ).run(...argv);
  // What is missing or will not do is not the parser's to say.
  return code === 2 && err.includes('See `smsctl') ? err : undefined;
}

const remedies = checklist.flatMap(({ remedy }) => (remedy.command === null ? [] : [remedy.command]));
const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path}`);
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...filesIn('docs', '.md'),
  ...[...filesIn('.github', '.md'), ...filesIn('.github/ISSUE_TEMPLATE', '.yml')],
];
const sources = filesIn('src', '.ts');
/** In a template, backticks are escaped and what is filled in is not known here. */
const written = (path: string): string => read(path).replaceAll('\\`', '`');
const commands = [
  ...new Set([
    ...remedies,
    ...pages.flatMap((path) => commandsIn(read(path), path.endsWith('.md') ? code(read(path)) : read(path))),
    ...sources.flatMap((path) => commandsIn(written(path))),
  ]),
].filter((command) => !command.includes('${'));

describe('every command that a text names', () => {
  it('is found, so that this suite cannot pass by seeing none', () => {
    expect(commands.length).toBeGreaterThan(12);
  });

  it.each(commands)('is parsed: %s', async (command) => {
    expect(await complaint(command)).toBeUndefined();
  });
});

it.each([...pages, ...sources])('does not tell readers to run a package of the registry: %s', (path) => {
  expect(written(path)).not.toMatch(/npx (?!--no-install )(?:-\S+ )*smsctl/);
});

/** Commander's own, and those of other programs: Node, npm, GNU parallel, LibreOffice, Stryker, aws, kubectl, our scripts and samples. */
const ofOthers = [
  ...['--help', '--inspect', '--trace-tls', '--tls-keylog', '--heapsnapshot-'],
  ...['--no-install', '--global'],
  ...['--pipepart', '--block', '--halt', '--parts', '--scheduler', '--libraries', '--since', '--quick'],
  ...['--host', '--db', '--collection', '--type', '--fields', '--csv', '--server', '--output-format', '--execute'],
  ...['--max', '--batch', '--from-file'],
  // Of secret managers.
  ...['--password', '--secret-id', '--query', '--output', '--secret', '--vault-name', '--name', '--plain', '--silent'],
];

describe('every flag that a page names', () => {
  const options = [...globalOptions, ...allCommands.flatMap((command) => command.options ?? [])];
  const known = options.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []);
  const named = pages.flatMap((path) =>
    [...new Set(read(path).match(/(?<=[\s`(])--[a-z][a-z-]+/g) ?? [])].map((flag) => [path, flag] as const),
  );

  it('is found, so that this suite cannot pass by seeing none', () => {
    expect(new Set(named.map(([path]) => path)).size).toBeGreaterThan(8);
  });

  it.each(ofOthers)('of another program is still named: %s', (flag) =>
    expect(named.map(([, each]) => each)).toContain(flag),
  );

  it.each(named.filter(([, flag]) => !ofOthers.includes(flag)))('exists: %s: %s', (_, flag) =>
    expect(known).toContain(flag),
  );
});
