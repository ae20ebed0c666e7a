import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { Screen } from '../../src/cli/command/context.ts';
import { testCli } from '../support/context.ts';

let shown = '';
const err: Screen = {
  write: (text) => {
    shown += text;
  },
  isTerminal: false,
  palette: null,
  columns: 80,
};
let answers = '';
const cli = testCli({ url: 'http://127.0.0.1:9' }, { err, version: '1.2.3', readInput: async () => answers });
afterAll(() => rmSync(cli.directory, { recursive: true }));

/** The errors of these command lines, as a terminal shows them. */
async function transcript(lines: readonly string[]): Promise<string> {
  const said: string[] = [];
  for (const line of lines) {
    shown = '';
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
    const { code } = await cli.run(...words);
    expect([line, code]).toEqual([line, 2]);
    said.push(`$ smsctl ${line}\n${shown.slice(shown.indexOf('smsctl: '))}`);
  }
  return said.join('\n');
}

const screens: readonly (readonly [name: string, lines: readonly string[]])[] = [
  [
    'commands',
    [
      'login',
      'doctor',
      'whoami',
      'init',
      'version',
      'profiles',
      'check',
      'import',
      'verfy',
      'nonsense',
      'credentials',
      'credentials list',
      'credentials rotat',
      'credentials nonsense',
      '--verbose',
    ],
  ],
  [
    'options',
    [
      'status --jso',
      'status --json=yes',
      'setup --auth-token 123',
      'verify --json --format junit',
      'verify --max-age 7d',
      'report --json --format html',
      'setup --quiet --verbose',
      'contacts check a.csv --yes',
      'exec --reveal',
      'send-test',
      'status --org',
    ],
  ],
  [
    'values',
    [
      'status --org "acme eu"',
      'verify --max-age soon --offline',
      'verify --format pdf',
      'report --format htlm',
      'setup nubmer',
      'verify --check number.ownd',
      'schema verfy',
      'completion bahs',
      'acknowledge contact',
      'help verfy',
      'credentials use',
      'setup credentials --store keychian --confirm-method auth-tokn --no-input',
      'status now',
      'exec',
    ],
  ],
];

it.each(screens)('the errors of %s', async (name, lines) => {
  await expect(await transcript(lines)).toMatchFileSnapshot(`errors/${name}.txt`);
});

it.each([
  ['an answers file with an unknown key', '{"owner": {"teem": "Messaging"}}'],
  ['an answers file with a secret', '{"credentials": {"authToken": "0123456789abcdef0123456789abcdef"}}'],
  ['an answers file that is no object', '[]'],
])('the errors of %s', async (name, content) => {
  answers = content;
  await expect(await transcript(['setup --answers org.json'])).toMatchFileSnapshot(
    `errors/${name.replaceAll(' ', '-')}.txt`,
  );
});
