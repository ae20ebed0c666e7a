import { expect, it } from 'vitest';
import { scenarios } from '../../../../src/sandbox/scenarios/all.ts';
import { testCli } from '../../../support/context.ts';

it('smsctl sandbox --help names ten scenarios, all of which exist', async () => {
  const { out } = await testCli({ url: 'http://127.0.0.1:9' }).run('sandbox', '--help');
  const named = /all\):\n(.*?)\n\n/s.exec(out)?.[1]?.trim().split(/,\s+/) ?? [];
  expect(named).toHaveLength(10);
  expect(scenarios.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});
