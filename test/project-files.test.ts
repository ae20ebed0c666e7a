import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { systemPython } from './support/keyring.ts';
import { named } from './support/requirements.ts';
import { snippetPages, snippetsOf } from './support/snippets.ts';

const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(file(path), 'utf8');

/** The package imports JSON in a way that bundlers understand and Node.js refuses. */
const json = `export async function load(url, context, next) {
  if (!url.endsWith('.json')) return next(url, context);
  const { readFileSync } = await import('node:fs');
  return { format: 'module', shortCircuit: true, source: 'export default ' + readFileSync(new URL(url), 'utf8') };
}`;

let parser: typeof import('@actions/workflow-parser');
beforeAll(async () => {
  register(`data:text/javascript,${encodeURIComponent(json)}`);
  parser = await import('@actions/workflow-parser');
});

/** What GitHub's own parser has to say about a workflow. */
async function complaints(content: string): Promise<readonly string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = parser;
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[]; readonly uses?: string }>>;
}

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly publishConfig: unknown;
}

const { scripts, ...manifest } = JSON.parse(read('package.json')) as Package;
const workflows = readdirSync(file('.github/workflows')).map((name) => `.github/workflows/${name}`);

describe.each(workflows)('%s', (path) => {
  const workflow = parse(read(path)) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);
  const commands = steps.flatMap(({ run }) => run ?? []);

  it('is valid to the parser of GitHub', async () => {
    expect(await complaints(read(path))).toEqual([]);
  });

  it('may only read unless a job says more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('names each action by a full commit', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('puts no text of an event into a shell command', () => {
    for (const command of commands) expect(command).not.toContain('${{');
  });

  it('runs scripts and files that exist', () => {
    for (const command of commands) {
      for (const [, name = ''] of command.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([name]);
      for (const [name] of command.matchAll(/(?:scripts|\.ci)\/[\w.-]+/g)) expect(existsSync(file(name))).toBe(true);
    }
  });
});

describe('the workflows in the pages', () => {
  const blocks = snippetPages.flatMap(snippetsOf).filter(({ language }) => language === 'yaml');
  /** A page may show jobs, or steps alone. */
  const whole = (code: string): string => {
    const steps = code.trimEnd().replaceAll(/^/gm, '      ');
    return code.startsWith('jobs:')
      ? `on: push\n${code}`
      : `on: push\njobs:\n  it:\n    runs-on: ubuntu-latest\n    steps:\n${steps}\n`;
  };
  const forGitHub = blocks.filter(({ code }) => /^(?:jobs:|- (?:run|uses):)/.test(code));

  it('are for GitHub, but one for each of some others', () => {
    expect(forGitHub.length).toBeGreaterThan(1);
    const others = blocks.filter((block) => !forGitHub.includes(block)).map(({ code }) => code);
    const signs = [/^ {2}script:$/m, /^version: 2\.1$/m, /^kind: CronJob$/m, /^repos:$/m];
    expect(others.map((code) => signs.findIndex((sign) => sign.test(code)))).toEqual([0, 1, 2, 3]);
  });

  it.each(forGitHub)('are valid to the parser of GitHub: $page:$line', async ({ code }) => {
    expect(await complaints(whole(code))).toEqual([]);
  });
});

describe('the parser of GitHub', () => {
  it.each([
    ['a key that does not exist', 'timeout-minutes', 'timeout-minuts'],
    ['a value that does not exist', '{{ matrix.node }}', '{{ matrx.node }}'],
    ['an event that does not exist', 'pull_request:', 'pull_requests:'],
  ])('finds %s', async (_, right, wrong) => {
    const workflow = read('.github/workflows/ci.yml');
    expect(workflow).toContain(right);
    expect(await complaints(workflow.replace(right, wrong))).not.toEqual([]);
  });
});

describe('the forms for issues', () => {
  it.each(['bug_report', 'feature_request'])('%s asks for the output of `smsctl status --support`', (name) => {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}.yml`)) as {
      readonly body: readonly { readonly id?: string }[];
    };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    expect(form.body.find(({ id }) => id === 'support')).toMatchObject({
      type: 'textarea',
      attributes: { label: 'Output of `smsctl status --support`' },
    });
  });
});

describe('package.json', () => {
  it('publishes with provenance, to the registry that npm is set to', () => {
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
  });

  it('names no home before there is one: the release fills it in', () => {
    expect(manifest).not.toHaveProperty('repository');
    expect(manifest).not.toHaveProperty('bugs');
    expect(manifest).not.toHaveProperty('homepage');
    expect(read('.github/workflows/release.yml')).toContain(
      '"repository.url=git+$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git"',
    );
  });
});

const pythonScripts = readdirSync(file('samples')).filter((name) => name.endsWith('.py'));
const withoutPython = existsSync(systemPython) ? undefined : 'Python scripts need python3';

describe.skipIf(withoutPython !== undefined)(named('the Python scripts', withoutPython), () => {
  it('are found', () => expect(pythonScripts).toContain('contacts-dask.py'));

  it.each(pythonScripts)('are compiled by Python 3.9: %s', (name) => {
    const parse = 'import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 9))';
    execFileSync(systemPython, ['-c', parse], { input: read(`samples/${name}`) });
  });
});
