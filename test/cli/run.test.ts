import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import type { Context } from '../../src/cli/command/context.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { Cancelled } from '../../src/domain/user-error.ts';
import { sampleContacts, testCli } from '../support/context.ts';
import { readySettings } from '../support/fixtures.ts';

const nowhere = { url: 'http://127.0.0.1:9' };
const made: string[] = [];
beforeEach(() => () => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});
function cliWith(change: Partial<Context> = {}) {
  const cli = testCli(nowhere, change);
  made.push(cli.directory);
  return cli;
}
const save = ({ directory }: { readonly directory: string }, ...ids: readonly string[]) =>
  Promise.all(ids.map((organization) => settingsFile({ directory, organization }).update(() => readySettings)));

describe('unsafe Node.js settings', () => {
  /** What a command line says about itself before it does anything; undefined: it does not ask. */
  async function askedBy(...argv: readonly string[]) {
    const asked: boolean[] = [];
    const cli = cliWith({
      unsafeNode: ({ offline }) => {
        asked.push(offline);
        return [];
      },
      openWorkspace: () => {
        throw new Error('It goes no further.');
      },
    });
    await cli.run(...argv);
    return asked;
  }

  it.each<[readonly string[], boolean]>([
    [['verify'], false],
    [['verify', '--offline'], true],
    [['status'], true],
    [['acknowledge', 'contacts', '--by', 'Ada'], true],
    [['exec', '--print-env'], false],
    [['credentials', 'show'], false],
    [['contacts', 'check', sampleContacts], true],
    [['contacts', 'check', sampleContacts, 'postgres://u@127.0.0.1/db'], false],
    // The saved list may be a database.
    [['contacts', 'check'], false],
  ])('are looked for before %j does anything, which opens no secret: %s', async (argv, offline) => {
    expect(await askedBy(...argv)).toEqual([offline]);
  });

  it.each<[readonly string[], boolean]>([
    [['contacts', 'check', sampleContacts], false],
    [['verify', '--offline'], false],
    [['status'], true],
    [['explain', '30034'], true],
  ])('let %j run: %s', async (argv, runs) => {
    const cli = cliWith({ unsafeNode: () => ['`NODE_DEBUG=http`'] });
    expect((await cli.run(...argv)).err.includes('NODE_DEBUG=http')).toBe(!runs);
  });
});

describe('a .smsctl.json that chose the organization', () => {
  async function bound() {
    const cli = cliWith();
    await save(cli, 'acme', 'beta');
    writeFileSync(join(cli.directory, '.smsctl.json'), '{"org": "acme"}');
    return cli;
  }
  const note = /^Organization acme: chosen by .*\.smsctl\.json\.$/m;

  it.each([[['verify']], [['exec', '--print-env']], [['credentials', 'show']]])(
    'is named by %j, which uses its credentials',
    async (argv) => expect((await (await bound()).run(...argv)).err).toMatch(note),
  );

  it.each([[['status']], [['verify', '--offline']], [['report']], [['contacts', 'check', sampleContacts]]])(
    'is not named by %j',
    async (argv) => expect((await (await bound()).run(...argv)).err).not.toContain('chosen by'),
  );

  it('is not named if something else chose it', async () => {
    expect((await (await bound()).run('verify', '--org', 'beta')).err).not.toContain('chosen by');
  });
});

describe('an organization that is not set up', () => {
  it('is set up by setup if it is named, but not if only `org use` names it', async () => {
    const cli = cliWith({ interactive: true });
    await save(cli, 'acme');
    const owner = ['setup', 'owner', '--owner-team', 'A', '--owner-contact', '#a', '--no-input'];
    writeFileSync(join(cli.directory, 'organization'), 'beta\n');
    const refused = await cli.run(...owner);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('beta')]);
    expect((await cli.run(...owner, '--org', 'beta')).code).not.toBe(2);
  });
});

describe('a narrow terminal', () => {
  /** The longest line that stdout gets from a terminal of 40 columns. */
  async function longestLine(...argv: readonly string[]): Promise<number> {
    let text = '';
    const write = (words: string) => {
      text += words;
    };
    const screen = { write, isTerminal: true, palette: null, columns: 40 };
    const cli = cliWith({ out: screen });
    await save(cli, 'default');
    await cli.run(...argv);
    return Math.max(...text.split('\n').map(({ length }) => length));
  }

  it('breaks the lines of what people read', async () => {
    expect(await longestLine('status')).toBeLessThanOrEqual(40);
  });

  it.each([[['report']], [['schema', 'verify']], [['completion', 'bash']]])(
    'leaves what %j prints for a program as it is',
    async (argv) => expect(await longestLine(...argv)).toBeGreaterThan(60),
  );
});

describe('an error', () => {
  const failing = (error: unknown) =>
    cliWith({
      openWorkspace: () => {
        throw error;
      },
    });

  it.each<[string, unknown, RegExp]>([
    ['an error', new TypeError('private'), /Bug in smsctl: TypeError at /],
    ['a text', 'private', /Bug in smsctl: string at an unknown place\./],
    ['nothing', undefined, /Bug in smsctl: undefined at an unknown place\./],
  ])('that smsctl does not expect is reported by its class and place alone: %s', async (_, thrown, words) => {
    const { code, out, err } = await failing(thrown).run('status', '--json');
    expect([code, JSON.parse(out).error.code]).toEqual([70, 'internal']);
    expect(err.replace(/\s+/g, ' ')).toMatch(words);
    expect(err + out).not.toContain('private');
  });

  it.each([
    ['Error: private\n    at look (/a/b/src/cli/run.ts:12:5)', 'src/cli/run.ts:12:5, in look'],
    ['Error: private\n    at async look (/a/b/src/cli/run.ts:12:5)', 'src/cli/run.ts:12:5, in look'],
    ['Error: private\n    at Map.get [as look] (C:\\a\\bundle\\start.js:1:20)', 'bundle\\start.js:1:20, in Map.get'],
    ["Error: private\n    at Map.get [as look] (/it's (100) [a]/src/run.ts:1:2)", 'src/run.ts:1:2, in Map.get'],
    ['Error: private\n    at /a/b/src/cli/run.ts:12:5', 'src/cli/run.ts:12:5'],
    ['Error: private\n    at /a (1)/src/cli/run.ts:12:5', 'src/cli/run.ts:12:5'],
    ['Error: private\n    at node:internal/timers:1:2', 'node:internal/timers:1:2'],
    ['Error: private', 'an unknown place'],
    // A message may look like a line of a stack.
    ['Error: private\n    at evil (/secret/src/x.ts:1:1)\n    at look (/src/y.ts:2:2)', 'src/y.ts:2:2, in look'],
  ])('names the first place of its stack: %j', async (stack, place) => {
    const error = new Error('private');
    error.stack = stack;
    if (stack.includes('evil')) error.message = 'private\n    at evil (/secret/src/x.ts:1:1)';
    const { err } = await failing(error).run('status');
    expect(err.replace(/\s+/g, ' ')).toContain(`Bug in smsctl: Error at ${place}.`);
  });

  it('is looked up by its whole path, which may have parentheses', async () => {
    const error = new Error('private');
    error.stack = "Error: private\n    at Map.get [as look] (/it's (100) [a]/src/run.ts:1:2)";
    const asked: string[] = [];
    const { err } = await cliWith({
      openWorkspace: () => {
        throw error;
      },
      sourcePlace: async (place) => {
        asked.push(place);
        return 'src/cli/found.ts:3:4';
      },
    }).run('status');
    expect(asked).toEqual(["/it's (100) [a]/src/run.ts:1:2"]);
    expect(err.replace(/\s+/g, ' ')).toContain('Error at src/cli/found.ts:3:4, in Map.get.');
  });

  it('of a secret store prints its cause with --verbose alone', async () => {
    const systemText = 'Cannot create an item in a locked collection';
    const error = new SecretStoreError({
      problem: 'locked',
      message: 'It is locked.',
      nextStep: 'Unlock.',
      systemText,
    });
    const verboseCli = (verbose: boolean) =>
      cliWith({
        verbose,
        openWorkspace: () => {
          throw error;
        },
      });
    expect((await verboseCli(false).run('status')).err).not.toContain(systemText);
    expect((await verboseCli(true).run('status')).err).toContain(`Cause: ${systemText}`);
  });

  it('prints nothing if the person cancelled, and exits with the code of the signal', async () => {
    const { code, out, err } = await failing(new Cancelled(143)).run('status');
    expect([code, out, err]).toEqual([143, '', '']);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['the flag', ['--org', 'acme'], { SMSCTL_ORG: 'beta' }, 'acme'],
    ['the last flag', ['--org', 'beta', '--org', 'acme'], {}, 'acme'],
    ['the variable', [], { SMSCTL_ORG: 'beta' }, 'beta'],
    ['the default', [], {}, 'default'],
    ['the default if the name is invalid', ['--org', '../x'], { SMSCTL_ORG: 'beta' }, 'default'],
  ])('that comes before the organization is chosen names it by %s', async (_, flags, env, organization) => {
    const cli = cliWith();
    cli.env = env;
    const { out } = await cli.run('status', '--json', '--bogus', ...flags);
    expect(JSON.parse(out).organization).toBe(organization);
  });

  it('prints a document if its form has one, and words alone if it has none', async () => {
    const broken = cliWith({
      openWorkspace: () => {
        throw new TypeError('private');
      },
    });
    expect((await broken.run('verify', '--format', 'junit')).out).toMatch(/^<\?xml .*internal/s);
    expect((await broken.run('verify', '--format', 'github')).out).toMatch(/^::error title=smsctl internal::/);
    for (const argv of [
      ['verify'],
      ['verify', '--format', 'text'],
      ['report', '--format', 'html'],
      ['exec', '--print-env'],
    ])
      expect((await broken.run(...argv)).out, argv.join(' ')).toBe('');
    expect(JSON.parse((await broken.run('report', '--format', 'json')).out).error.code).toBe('internal');
  });
});
