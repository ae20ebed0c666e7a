import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { shellWord } from '../../src/domain/text/shell-word.ts';
import { without } from '../../src/sandbox/scenarios/worlds.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import type { World } from '../../src/sandbox/twilio/world.ts';
import { projectFolder, runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { named, snippetsRequirement } from '../support/requirements.ts';
import { scriptsOf, snippetPages, snippetsOf } from '../support/snippets.ts';
import { codeIn, rowsOf } from '../support/tables.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readGithubEnv, readMasks } from '../support/variable-readers.ts';

// Every shell block of the README and the documents, and every step of their workflows, runs here in `bash -e`, page by page
// and in order: in a folder that looks like a clone with a finished setup, against a mock Twilio API. A block that cannot run
// says why in a comment above it: `<!-- not run: REASON -->`.

const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const snippets = snippetPages.flatMap(snippetsOf);
const shellBlocks = snippets.filter((snippet) => scriptsOf(snippet).length > 0);
/** Languages of blocks that no shell runs. */
const data = ['gitignore', 'json', 'powershell', 'python', 'sql', 'text', 'yaml'];

it.each(snippets)('$page:$line is a script, or data', ({ language }) => {
  expect(['console', 'sh', ...data]).toContain(language);
});

it('leaves out few blocks', () => {
  const reasons = shellBlocks.flatMap(({ page, line, notRun }) =>
    notRun === undefined ? [] : `${page}:${line} ${notRun}`,
  );
  process.stderr.write(
    `Snippets: ${shellBlocks.length - reasons.length} run, not run: ${reasons.join('; ') || 'none'}.\n`,
  );
  expect(reasons.length).toBeLessThan(shellBlocks.length / 8);
});

/** Programs that would install, or wait for a person. Each accepts only what the pages tell readers to run. */
const programs: Readonly<Record<string, string>> = {
  smsctl: `[ "$1" = send-test ] && set -- "$@" --yes
exec ${shellSmsctl} "$@"`,
  aws: `[ "$*" = "secretsmanager get-secret-value --secret-id sms/twilio-token --query SecretString --output text" ] || exit 64
echo ${sandboxIds.authToken}`,
  npx: '[ "$1 $2" = "--no-install smsctl" ] || exit 64\nshift 2\nexec smsctl "$@"',
  npm: `case "$*" in
  ci | test | "uninstall -g smsctl") ;;
  pack) touch smsctl-${version}.tgz ;;
  "install -g ./"*.tgz | "install --global ./"*.tgz) test -f "$3" ;;
  *) exit 64 ;;
esac`,
};

const missing = snippetsRequirement();

// A page is read from top to bottom.
describe.skipIf(missing)(named('the snippets of the pages', missing), { shuffle: false }, () => {
  const root = temporaryFolder('snippets');
  const bin = join(root, 'bin');
  let server: Sandbox;
  const environment = (home: string) => ({
    HOME: home,
    PATH: [bin, process.env.PATH].join(delimiter),
    LANG: 'C.UTF-8',
    GIT_CONFIG_COUNT: '2',
    ...{ GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Ada' },
    ...{ GIT_CONFIG_KEY_1: 'user.email', GIT_CONFIG_VALUE_1: 'ada@example.com' },
    SMSCTL_TWILIO_URL: server.url,
    SMSCTL_KEYCHAIN: 'off',
    SMSCTL_PASSPHRASE_FILE: join(root, 'clone', 'passphrase.txt'),
    TWILIO_AUTH_TOKEN: sandboxIds.authToken,
    GITHUB_ENV: join(home, 'github-env'),
  });
  const bash = (lines: string, cwd: string, env: Readonly<Record<string, string>>) =>
    runProgram(['bash', '-e', '-c', lines], { cwd, env });

  beforeAll(async () => {
    mkdirSync(bin);
    for (const [name, lines] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    }
    server = await startSandbox({ world: defaultWorld() });
    const clone = join(root, 'clone');
    mkdirSync(join(clone, 'tools'), { recursive: true });
    mkdirSync(join(root, 'home'));
    copyFileSync(join(projectFolder, 'samples', 'contacts.csv'), join(clone, 'contacts.csv'));
    writeFileSync(join(clone, 'tools', `smsctl-${version}.tgz`), '');
    const sends =
      'const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = process.env;\nprocess.exit(sid && token ? 0 : 1);\n';
    writeFileSync(join(clone, 'send.js'), sends);
    writeFileSync(join(clone, 'token.txt'), `${sandboxIds.authToken}\n`, { mode: 0o600 });
    // Stands for 1Password.
    const op = `#!/bin/sh\n[ "$*" = "read op://team/twilio/token" ] && exec cat '${join(clone, 'token.txt')}'\nexit 1\n`;
    writeFileSync(join(bin, 'op'), op, { mode: 0o755 });
    writeFileSync(join(clone, 'passphrase.txt'), 'made up for this test\n', { mode: 0o600 });
    const answers =
      `smsctl setup --no-input --owner-team Messaging --owner-contact '#sms-help' --number ${sandboxIds.number} ` +
      `--account-sid ${sandboxIds.accountSid} --store env --confirm-method auth-token --confirmed-by Ada ` +
      '--contacts contacts.csv --contacts-country US --acknowledge-contacts --acknowledge-short-form';
    const { code, out, err } = await bash(answers, clone, environment(join(root, 'home')));
    expect(code, out + err).toBe(0);
  });
  afterAll(() => server.close());

  /** The folder of a page: a clone with a setup in its home, and in `.smsctl`. */
  function openFolder(page: string) {
    const folder = join(root, page.replace(/\W/g, '-'));
    const home = join(folder, 'home');
    const cwd = join(folder, 'clone');
    cpSync(join(root, 'home'), home, { recursive: true });
    cpSync(join(root, 'clone'), cwd, { recursive: true });
    cpSync(join(home, '.config', 'smsctl'), join(cwd, '.smsctl'), { recursive: true });
    return { cwd, env: environment(home) };
  }

  /** What a CI job checks out: everything that is not ignored, on a machine with an empty home. */
  async function checkOut(cwd: string) {
    const home = mkdtempSync(join(root, 'runner-'));
    const env = environment(home);
    const copy = join(home, 'checkout');
    const lines = `git init -q; git add -A; git commit -qm 'The setup' --allow-empty; git clone -q . '${copy}'`;
    const { code, err } = await bash(lines, cwd, env);
    expect(code, err).toBe(0);
    return { cwd: copy, env };
  }

  const pages = snippetPages.filter((page) => shellBlocks.some((snippet) => snippet.page === page));
  describe.each(pages)('%s', (page) => {
    let place: ReturnType<typeof openFolder>;
    beforeAll(() => {
      place = openFolder(page);
    });

    const used = snippetsOf(page).filter(
      (snippet) => snippet.file !== undefined || (snippet.notRun === undefined && scriptsOf(snippet).length > 0),
    );
    const told = used.map((snippet) => [`line ${snippet.line}: ${snippet.code.split('\n')[0]}`, snippet] as const);

    it.each(told)('%s', async (_, snippet) => {
      if (snippet.file !== undefined) writeFileSync(join(place.cwd, snippet.file), snippet.code);
      const { cwd, env } = snippet.language === 'yaml' ? await checkOut(place.cwd) : place;
      for (const script of scriptsOf(snippet)) {
        const { TWILIO_AUTH_TOKEN: _token, ...withoutToken } = env;
        // Such an example has to bring its secret itself.
        const given = /< token\.txt|^TWILIO_AUTH_TOKEN=/m.test(script.lines) ? withoutToken : env;
        const { code, out, err } = await bash(script.lines, cwd, { ...given, ...script.env });
        expect(code, `${script.lines}\n${out}${err}`).toBe(0);
      }
    });
  });

  describe('docs/ci.md', () => {
    const blocks = snippetsOf('docs/ci.md');
    const shell = blocks.findLast(({ language }) => language === 'sh');

    it('has the settings committed, and neither results nor secrets', async () => {
      const { cwd } = openFolder('docs/ci.md#commit');
      const ignored = blocks.find(({ file }) => file === '.gitignore');
      writeFileSync(join(cwd, '.gitignore'), ignored?.code ?? '');
      const kinds = rowsOf('docs/ci.md', 'file in `.smsctl`', 'commit it').map(([cell, answer]) => {
        const [path = ''] = codeIn(cell);
        return { path: path.replace('*', 'default').replace(/\/$/, '/default.json'), isCommitted: answer === 'yes' };
      });
      expect(kinds.map(({ isCommitted }) => isCommitted)).toEqual([true, false, false, false]);
      for (const { path } of kinds) {
        mkdirSync(join(cwd, '.smsctl', dirname(path)), { recursive: true });
        writeFileSync(join(cwd, '.smsctl', path), '', { flag: 'a' });
      }
      const checkout = await checkOut(cwd);
      const committed = readdirSync(join(checkout.cwd, '.smsctl'), { recursive: true, withFileTypes: true });
      const paths = committed
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(join(checkout.cwd, '.smsctl'), join(parentPath, name)));
      expect(paths).toEqual(kinds.filter(({ isCommitted }) => isCommitted).map(({ path }) => path));
    });

    const documents = blocks.filter(({ language }) => language === 'yaml').map(({ code }) => parse(code));

    it('adds the credentials to the environment of a job for GitHub', async () => {
      const { cwd, env } = openFolder('docs/ci.md#github');
      const [script] = blocks.flatMap((block) => (block.code.includes('GITHUB_ENV') ? scriptsOf(block) : []));
      const { code, err } = await bash(script?.lines ?? '', cwd, { ...env, ...script?.env });
      expect(code, err).toBe(0);
      const given = readGithubEnv(readFileSync(env.GITHUB_ENV, 'utf8'), { onWindows: false });
      expect(given.TWILIO_AUTH_TOKEN).toBe(sandboxIds.authToken);
      expect(readMasks(err)).toEqual([sandboxIds.authToken]);
    });

    it('has a CronJob whose container verifies with a mounted file of settings', async () => {
      const { cwd, env } = openFolder('docs/ci.md#cluster');
      const job = documents.find(({ kind }) => kind === 'CronJob') as CronJob;
      const [container] = job.spec.jobTemplate.spec.template.spec.containers;
      const [mount] = container?.volumeMounts ?? [];
      const names = Object.fromEntries(container?.env.map(({ name, value }) => [name, value]) ?? []);
      const directory = join(cwd, 'etc');
      // Where the file is mounted, from the directory that the container gets as a variable.
      const place = relative(names.SMSCTL_CONFIG_DIR ?? '', mount?.mountPath ?? '');
      mkdirSync(join(directory, dirname(place)), { recursive: true });
      copyFileSync(join(cwd, '.smsctl', 'organizations', 'default.json'), join(directory, place));
      chmodSync(join(directory, place), 0o644);
      const [program, ...args] = container?.command ?? [];
      expect(program).toBe('smsctl');
      const mounted = { ...env, SMSCTL_CONFIG_DIR: directory };
      const { code, out } = await runProgram([...smsctl, ...args], { cwd, env: mounted });
      expect([code, JSON.parse(out).verdict]).toEqual([0, 'ready']);
      const manifest = await runProgram(
        [...smsctl, 'exec', '--print-env', '--reveal', '--format', 'k8s', '--name', 'smsctl-default'],
        { cwd, env: mounted },
      );
      expect(parse(manifest.out).metadata.name).toBe(container?.envFrom[0]?.secretRef.name);
    });

    it('has a hook that refuses a commit with a long text', async () => {
      const { cwd, env } = openFolder('docs/ci.md#hook');
      const [hook] = (documents.find(({ repos }) => repos !== undefined) as Hooks).repos[0]?.hooks ?? [];
      mkdirSync(join(cwd, 'texts'));
      writeFileSync(join(cwd, 'texts', 'short one.txt'), 'Acme: your order is here. Reply STOP to opt out.');
      writeFileSync(join(cwd, 'texts', 'long.txt'), `Acme: ${'your order is here. '.repeat(10)}Reply STOP to opt out.`);
      // pre-commit splits the words as a shell does, and adds the files.
      const run = (...files: string[]) => bash(`${hook?.entry} ${files.map(shellWord).join(' ')}`, cwd, env);
      const pattern = new RegExp(hook?.files ?? '');
      expect(['texts/short one.txt', 'texts/a.md', 'other/texts/a.txt'].map((path) => pattern.test(path))).toEqual([
        true,
        false,
        false,
      ]);
      expect((await run('texts/short one.txt')).code).toBe(0);
      expect((await run('texts/short one.txt', 'texts/long.txt', 'texts/short one.txt')).code).toBe(1);
    });

    it.each([
      ['the account does not hold the number', { world: without('phoneNumbers') }, 1, /^number\.owned: \S/m],
      ['Twilio is out of reach', { env: { SMSCTL_TWILIO_URL: 'http://127.0.0.1:9' } }, 3, /could not tell/],
      ['the organization is unknown', { env: { SMSCTL_ORG: 'acme' } }, 2, /acme/],
    ] as const)(
      'prints why the job fails if %s',
      async (_, { world = defaultWorld(), env: changed }: Change, exit, words) => {
        const { cwd, env } = openFolder(`docs/ci.md#${exit}`);
        const other = await startSandbox({ world });
        const given = { ...env, SMSCTL_TWILIO_URL: other.url, ...changed };
        const { code, out } = await bash(shell?.code ?? '', cwd, given);
        await other.close();
        expect(code).toBe(exit);
        expect(out).toMatch(words);
      },
    );
  });
});

interface CronJob {
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: {
          readonly spec: {
            readonly containers: readonly {
              readonly command: readonly string[];
              readonly env: readonly { readonly name: string; readonly value: string }[];
              readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[];
              readonly volumeMounts: readonly { readonly mountPath: string }[];
            }[];
          };
        };
      };
    };
  };
}

interface Hooks {
  readonly repos: readonly { readonly hooks: readonly { readonly entry: string; readonly files: string }[] }[];
}

interface Change {
  readonly world?: World;
  readonly env?: Readonly<Record<string, string>>;
}
