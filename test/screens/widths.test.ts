import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { helpTopics } from '../../src/cli/commands/help/help-topics.ts';
import { commands } from '../../src/cli/commands.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { sampleContacts } from '../support/context.ts';
import { settingsOf, variablesOf } from '../support/scenario.ts';
import { screenCli } from '../support/support-screens.ts';

const widths = [80, 50] as const;

/** What is erased again, such as progress. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequence that erases a line begins with one.
const erased = /[^\n]*\u001b\[K/g;

/** Lines wider than the terminal. A word, a command in backticks, and a line for the shell stay whole, to be copied. */
function tooWide(text: string, columns: number): readonly string[] {
  return text
    .replace(erased, '')
    .split('\n')
    .filter((line) => {
      if ([...line].length <= columns || /^\s*(?:[$#{["}\]]|export )/.test(line)) return false;
      const words = line.trim().replace(/^(?:[-•→*>]|->|\d+\.)\s+/, '');
      const [first = ''] = /^`[^`]*`\S*|^\S+/.exec(words) ?? [];
      return first.length < words.length;
    });
}

/**
 * Scenarios that do not fit here: one never answers, and the Account SID of the other is a secret of a scenario before it, which
 * is known to the whole process.
 */
const left = ['hang', 'test-credentials'];

/** One scenario for each result of each check. */
const setups: readonly Scenario[] = [
  ...new Map(scenarios.map((scenario) => [scenario.decides.slice(0, 2).join(' '), scenario])).values(),
].filter(({ name }) => !left.includes(name));

const helpPages: readonly (readonly string[])[] = [
  ['--help'],
  ['help'],
  ...commands.map(({ path }) => [...path.split(' '), '--help']),
  ...[...new Set(commands.map(({ path }) => path.split(' ')[0] ?? ''))].map((group) => ['help', group]),
  ...helpTopics.filter(({ name }) => name !== 'manual').map(({ name }) => ['help', name]),
];

/** What is read, and what is refused. */
const lines: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--support'],
  ['status', '--all'],
  ['verify'],
  ['verify', '--verbose'],
  ['verify', '--plain'],
  ['status', '--plain'],
  ['verify', '--offline'],
  ['verify', '--check', 'number.owned'],
  ['verify', '--check', 'number.nothing-like-that'],
  ['setup'],
  ['setup', 'nothing-like-that'],
  ['setup', '--number', '+1 202', '--account-sid', 'AC1', '--yes'],
  ['setup', '--dry-run', '--yes'],
  ['explain'],
  ['explain', '30034'],
  ['explain', 'no-message'],
  ['explain', 'number.owned'],
  ['explain', 'nothing-like-that'],
  ['message', 'check', 'A text of some length, so that it has to be broken somewhere. Reply STOP to opt out.'],
  ['contacts', 'check', sampleContacts],
  ['contacts', 'check', 'nothing-like-that.csv'],
  ['credentials', 'show'],
  ['credentials', 'rotate', '--dry-run'],
  ['credentials', 'remove', 'all', '--dry-run'],
  ['org', 'list'],
  ['org', 'use', 'nothing-like-that'],
  ['config', 'path'],
  ['config', 'explain'],
  ['schema', 'list'],
  ['schema', 'nothing-like-that'],
  ['sandbox', '--list'],
  ['send-test', '--to', '+12025550199'],
  ['deliveries'],
  ['deliveries', '--to', '+12025550123'],
  ['deliveries', '--message', `SM${'1'.padStart(32, '0')}`],
  ['acknowledge', 'short-form'],
  ['exec'],
  ['exec', '--print-env'],
  ['nothing-like-that'],
  ['verify', '--nothing-like-that'],
];

const opened: Sandbox[] = [];
afterAll(() => Promise.all(opened.map((server) => server.close())));

/** The command line on a machine that is set up as in the scenario. */
async function machineOf(scenario: Scenario, columns: number) {
  const server = await startSandbox({ world: scenario.world });
  opened.push(server);
  const screens = screenCli({ url: server.url, columns });
  screens.cli.env = variablesOf(scenario.setup);
  screens.cli.now = () => new Date();
  await screens.save('default', settingsOf(scenario));
  return screens;
}

describe.each(widths)('at %i columns', (columns) => {
  const bare = screenCli({ columns });
  const ready: { screens?: Awaited<ReturnType<typeof machineOf>> } = {};
  beforeAll(async () => {
    const [scenario] = scenarios;
    if (scenario !== undefined) ready.screens = await machineOf(scenario, columns);
  });

  it.each(helpPages.map((argv) => [argv.join(' '), argv] as const))('the page `smsctl %s` fits', async (_, argv) => {
    const text = await bare.screen(...argv);
    expect(tooWide(text, columns)).toEqual([]);
  });

  it.each(lines.map((argv) => [argv.join(' '), argv] as const))('`smsctl %s` fits', async (_, argv) => {
    const texts = [await bare.screen(...argv), (await ready.screens?.screen(...argv)) ?? ''];
    expect(texts.every((text) => text.split('\n').length > 2)).toBe(true);
    expect(texts.flatMap((text) => tooWide(text, columns))).toEqual([]);
  });

  it.each(setups)('a check of $name fits', async (scenario) => {
    const screens = await machineOf(scenario, columns);
    const texts = [
      await screens.screen('verify', '--timeout', '20s'),
      await screens.screen('verify', '--verbose', '--offline'),
      await screens.screen('verify', '--plain', '--offline'),
      await screens.screen('status'),
      await screens.screen('status', '--support'),
    ];
    expect(texts.flatMap((text) => tooWide(text, columns))).toEqual([]);
  });
});
