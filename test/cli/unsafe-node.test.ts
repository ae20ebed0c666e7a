import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/cli/command/context.ts';
import { commands } from '../../src/cli/commands.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';

const withoutCredentials = commands.filter((command) => command.withoutCredentials === true).map(({ path }) => path);

/** Something in the place of each argument and option that must be given, so that the parser lets it through. */
const needs = ({ arguments: args = [], options = [] }: (typeof commands)[number]): readonly string[] => [
  ...args.filter(({ name }) => name.startsWith('<')).map(({ values }) => (Array.isArray(values) ? values[0] : 'x')),
  ...options
    .filter(({ required }) => required === true)
    .flatMap(({ flags }) => [flags.split(/[ ,]+/).find((word) => word.startsWith('--')) ?? '', '+12025550123']),
];

describe('while a Node setting would show the credentials', () => {
  let server: Sandbox;
  beforeAll(async () => {
    server = await startSandbox({ world: defaultWorld() });
  });
  afterAll(() => server.close());

  const nothingOpens: Partial<Context> = {
    unsafeNode: () => ['`NODE_DEBUG=http`'],
    openWorkspace: () => {
      throw new Error('A workspace was opened.');
    },
    readInput: () => Promise.reject(new Error('An input was read.')),
  };

  it.each(
    commands
      .filter(({ path }) => !withoutCredentials.includes(path))
      .map((command) => [command.path, command] as const),
  )('makes `%s` read nothing and print the remedy', async (path, command) => {
    const cli = testCli({ url: server.url }, nothingOpens);
    const { code, out, err } = await cli.run(...path.split(' '), ...needs(command));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('NODE_DEBUG=http');
    expect(err.replace(/\s+/g, ' ')).toContain('`--allow-unsafe-node`');
  });

  it('lets commands without credentials run', async () => {
    const cli = testCli({ url: server.url }, { unsafeNode: () => ['`NODE_DEBUG=http`'] });
    expect(withoutCredentials).toContain('status');
    expect((await cli.run('status')).code).toBe(0);
    expect((await cli.run('explain', '30034')).code).toBe(0);
  });

  it('reports the setting in the JSON document', async () => {
    const { out } = await testCli({ url: server.url }, nothingOpens).run('verify', '--json');
    expect(JSON.parse(out)).toMatchObject({ exitCode: 2, error: { code: 'node.unsafe' } });
  });

  it('names the flag in the help', async () => {
    const { out } = await testCli({ url: server.url }).run('--help');
    expect(out).toContain('--allow-unsafe-node');
  });
});

describe('a secret on the command line', () => {
  const token = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  it.each([
    [[token]],
    [['verify', token]],
    [['verify', '--timeout', token]],
    [['verify', `--timeout=${token}`]],
    [['setup', `--auth-token=${token}`]],
    [['setup', '--auth-token', token]],
    [['setup', token]],
    [['explain', token]],
    [['explain', '--json', token]],
    [['send-test', '--to', token, '--json']],
    [['status', '--org', `AC:${token}`]],
  ])('is not quoted: %j', async (argv) => {
    const { code, out, err } = await testCli({ url: 'http://127.0.0.1:9' }).run(...argv);
    expect(code).toBe(2);
    // What the streams leave out has to be left out before it gets there.
    expect(out + err).not.toContain(token);
  });
});
