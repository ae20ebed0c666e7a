import { expect, it } from 'vitest';
import { openSandbox } from '../../src/main/sandbox.ts';
import { sampleContacts } from '../support/context.ts';
import { shownBy } from '../support/shown-screen.ts';

it.each([
  ['start', [], 80],
  ['start-50', [], 50],
  ['scenario', ['--scenario', 'voice-only'], 80],
  ['unknown-scenario', ['--scenario', 'voice'], 80],
])('the screen of the sandbox: %s', async (name, argv, columns) => {
  const place = { url: '', directory: '' };
  const text = await shownBy([['sandbox', ...argv]], {
    columns,
    change: {
      startSandbox: async (options) => {
        const sandbox = await openSandbox(options, { env: {}, sampleContacts });
        Object.assign(place, { url: sandbox.url, directory: sandbox.directory });
        // Of one length on every machine, so that lines break alike.
        const url = 'http://127.0.0.1:40001';
        const directory = '/tmp/smsctl-sandbox-a1b2c3';
        const variables = [...sandbox.variables].map(([key, value]) => {
          return [key, value.replace(sandbox.url, url).replace(sandbox.directory, directory)] as const;
        });
        return { ...sandbox, url, directory, variables: new Map(variables) };
      },
      untilInterrupted: async () => 130,
    },
  });
  await expect(text).toMatchFileSnapshot(`sandbox/${name}.txt`);
  const long = text.split('\n').filter((line) => line.length > columns && !/^(?:export|\$) /.test(line));
  expect(long).toEqual([]);
});

it.each([80, 50])('the list of scenarios fits %d columns', async (columns) => {
  const lines = (await shownBy([['sandbox', '--list']], { columns })).split('\n');
  expect(lines.length).toBeGreaterThan(160);
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
});
