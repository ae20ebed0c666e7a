import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A code block of a page. */
export interface Snippet {
  readonly page: string;
  /** Of its first line of code. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** From the comment `<!-- file: NAME -->` above it: where readers save it. */
  readonly file: string | undefined;
  /** From the comment `<!-- not run: REASON -->` above it. */
  readonly notRun: string | undefined;
}

/** Pages for readers. The tour is made from runs. */
export const snippetPages: readonly string[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(`${root}/docs`)
    .filter((name) => name.endsWith('.md') && name !== 'tour.md')
    .map((name) => `docs/${name}`),
];

/** The code blocks of a page, in order. */
export function snippetsOf(page: string): readonly Snippet[] {
  const text = readFileSync(`${root}/${page}`, 'utf8');
  const blocks = text.matchAll(/^(?: *<!-- (file|not run): (.*?) -->\n)?( *)```(\w*).*\n([\s\S]*?)^ *```$/gm);
  return [...blocks].map((block) => {
    const [whole, mark, value, indent = '', language = '', code = ''] = block;
    return {
      page,
      line: text.slice(0, block.index + whole.indexOf('```')).split('\n').length + 1,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      file: mark === 'file' ? value : undefined,
      notRun: mark === 'not run' ? value : undefined,
    };
  });
}

/** Lines for a shell, and the variables that they need. */
export interface Script {
  readonly lines: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What of a block a shell runs: the commands of a session, the steps of a workflow, or all of it. */
export function scriptsOf({ language, code }: Snippet): readonly Script[] {
  if (language === 'sh') return [{ lines: code, env: {} }];
  if (language === 'console') {
    return [{ lines: [...code.matchAll(/^\$ (.*)$/gm)].map(([, line]) => line).join('\n'), env: {} }];
  }
  return language === 'yaml' ? stepsIn(parse(code)) : [];
}

/**
 * The steps of GitHub (`run`, `env`), of CircleCI (`run`, `environment` of the job) and of GitLab (`script`, `variables`), without
 * the references to secrets.
 */
function stepsIn(value: unknown, inherited: object = {}): readonly Script[] {
  if (typeof value !== 'object' || value === null) return [];
  const { run, env, script, variables, environment = inherited } = value as Record<string, unknown>;
  const lines = typeof run === 'string' ? run : Array.isArray(script) ? script.join('\n') : undefined;
  if (lines === undefined) return Object.values(value).flatMap((each) => stepsIn(each, environment as object));
  const given = Object.entries((env ?? variables ?? environment) as Record<string, string>);
  return [{ lines, env: Object.fromEntries(given.filter(([, text]) => !text.startsWith('${{'))) }];
}
