import { expect, it } from 'vitest';
import { sandboxCommand } from '../../../../src/cli/commands/sandbox/sandbox-command.ts';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';

it('smsctl sandbox --help names ten scenarios, all of which exist', () => {
  const named = /: (.*)\.$/.exec(sandboxCommand.furtherHelp ?? '')?.[1]?.split(', ') ?? [];
  expect(named).toHaveLength(10);
  expect(scenarios.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});
