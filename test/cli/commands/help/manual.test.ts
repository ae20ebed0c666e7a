import { describe, expect, it } from 'vitest';
import { globalOptions } from '../../../../src/cli/command/global-options.ts';
import { helpTopics } from '../../../../src/cli/commands/help/help-topics.ts';
import { manualPage } from '../../../../src/cli/commands/help/manual.ts';
import { commands, groups } from '../../../../src/cli/commands.ts';

const page = manualPage({ version: '1.2.3', commands, groups, globalOptions, topics: helpTopics });
const plain = page.replaceAll('\\-', '-').replaceAll('\\fB', '').replaceAll('\\fR', '').replaceAll('\\fI', '');

describe('the manual page', () => {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  it.each(shown.map(({ path }) => path))('has %s, with each of its options', (path) => {
    expect(plain).toContain(`.SS smsctl ${path}`);
    for (const { flags } of shown.find((command) => command.path === path)?.options ?? []) {
      expect(plain).toContain(`.TP\n${flags}\n`);
    }
  });

  it('has every topic of the help and no accidental roff request', () => {
    for (const { name } of helpTopics) expect(plain).toContain(`.SH ${name.toUpperCase()}`);
    const requests = page.split('\n').filter((line) => /^[.']/.test(line));
    expect(requests.filter((line) => !/^\.(?:TH|SH|SS|TP|PP|B|nf|fi)\b/.test(line))).toEqual([]);
  });
});
