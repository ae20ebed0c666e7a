import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld } from '../../src/sandbox/twilio/default-world.ts';
import { lockedKeychain, testCli } from '../support/context.ts';
import { fullSettings } from '../support/full-settings.ts';
import { faultsIn } from '../support/schemas.ts';

let server: Sandbox;
let cli: ReturnType<typeof testCli>;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());
beforeEach(() => {
  cli = testCli(server);
  return () => rmSync(cli.directory, { recursive: true });
});

const save = (name: string, text: string): void => {
  mkdirSync(join(cli.directory, 'organizations'), { recursive: true, mode: 0o700 });
  writeFileSync(join(cli.directory, 'organizations', `${name}.json`), text);
};
const saved = JSON.stringify({ schema: 'smsctl.settings/1', ...fullSettings });

/** What can go wrong before, and while, a command runs; each prepares it. */
const failures: Readonly<Record<string, () => readonly string[]>> = {
  'nothing is set up': () => [],
  'a flag that there is not': () => ['--bogus'],
  'a word too many': () => ['one', 'two', 'three', 'four'],
  'an organization that is none': () => ['--org', 'NO/../x'],
  'a variable that names none': () => {
    cli.env.SMSCTL_ORG = '../x';
    return [];
  },
  'several organizations, and nobody to ask': () => {
    save('one', saved);
    save('two', saved);
    return [];
  },
  'broken settings': () => {
    save('default', '{"schema": "smsctl.settings/1", "owner": 3}');
    return [];
  },
  'settings of a newer smsctl': () => {
    save('default', '{"schema": "smsctl.settings/9"}');
    return [];
  },
  'settings that are no JSON': () => {
    save('default', '{"schema": "smsctl.settings/1",');
    return [];
  },
  'a directory bound in a way that cannot be read': () => {
    writeFileSync(join(cli.directory, '.smsctl.json'), '{"org": "acme", "more": 1}');
    return [];
  },
  'a locked keychain': () => {
    save('default', saved);
    cli.keychain = lockedKeychain();
    return [];
  },
  'a secret that is not there': () => {
    save('default', saved);
    return [];
  },
};

const needed: Readonly<Record<string, readonly string[]>> = {
  'send-test': ['--to', '+12025550123', '--yes'],
  'message check': ['Hello'],
  acknowledge: ['contacts', '--by', 'Ada'],
  'contacts record': ['missing.json', '--name', 'export'],
  'org use': ['default'],
  'org rename': ['default', 'acme'],
  'org remove': ['default', '--confirm', 'default'],
  sandbox: ['--list'],
};

const documents = commands.filter(({ document }) => document !== undefined);
const cases = documents.flatMap((command) =>
  Object.keys(failures).map((failure) => ({ command, path: command.path, failure })),
);

describe('one document on stdout for every failure', () => {
  it('is covered for every command and failure', () => {
    expect(cases.length).toBe(documents.length * Object.keys(failures).length);
    expect(documents.length).toBeGreaterThan(6);
  });

  it.each(cases)('is printed by $path: $failure', async ({ command, failure }) => {
    const more = failures[failure]?.() ?? [];
    const words = [...command.path.split(' '), ...(needed[command.path] ?? []), '--json', ...more];
    const { code, out } = await cli.run(...words);
    // Nothing else: what is printed is what a parser reads, to the last byte.
    expect(out.endsWith('}\n'), out).toBe(true);
    const document = JSON.parse(out) as { readonly schema: string; readonly exitCode: number; readonly error: unknown };
    expect(document.schema).toBe(command.document?.schema);
    const name = /^smsctl\.([a-z-]+)\/1$/.exec(document.schema)?.[1];
    expect(faultsIn(name ?? '', document)).toEqual([]);
    expect(document.exitCode).toBe(code);
    expect(code).not.toBe(70);
    if (code === 2) expect(document.error).not.toBeNull();
  });
});
