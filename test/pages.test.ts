import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => `docs/${path.replaceAll('\\', '/')}`);
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', ...inDocs];

/** In characters as a reader counts them. */
const lengthOf = (line: string): number => [...new Intl.Segmenter().segment(line)].length;

const prose = (page: string): string => page.replace(/^ *```.*?^ *```$/gms, '').replace(/<!--.*?-->/gs, '');

/** Anchors of headings as GitHub makes them, and those that are written out. */
const anchors = (page: string): readonly string[] => [
  ...[...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  ),
  ...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
];

interface Link {
  readonly path: string;
  readonly anchor: string | undefined;
}

const links = (page: string): readonly Link[] =>
  [...prose(read(page)).matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^https?:/.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    return [{ path: file === '' ? page : relative(root, join(root, dirname(page), file)), anchor }];
  });

describe.each(pages)('%s', (page) => {
  it('has links to files and headings that exist', () => {
    const broken = links(page).filter(
      ({ path, anchor }) =>
        !existsSync(join(root, path)) || (anchor !== undefined && !anchors(read(path)).includes(anchor)),
    );
    expect(broken).toEqual([]);
  });
});

/** Paths of files and folders that a page names in backticks, relative to the project or to src. */
const pathsIn = (page: string): readonly string[] =>
  [...prose(page).matchAll(/`([\w.-]+\/[\w./-]*)`/g)].flatMap(([, path = '']) => {
    if (/^(?:src|test|scripts|bench|docs|kernel|bin|samples|\.ci)\//.test(path)) return [path];
    return /^(?:domain|automaton|setup|app|adapters|sandbox|cli|main)\//.test(path) ? [`src/${path}`] : [];
  });

describe('the files that a page names', () => {
  const named = pages
    .filter((page) => page !== 'CHANGELOG.md')
    .flatMap((page) => [...new Set(pathsIn(read(page)))].map((path) => [page, path] as const));

  it.each(named)('%s: %s exists', (_, path) => expect(existsSync(join(root, path))).toBe(true));
});

/** Made from tables and runs; and the history, which is only added to. */
const made = ['error-codes', 'reference', 'scenarios', 'sender-rules', 'tour'];
const exempt = ['CHANGELOG.md', ...made.map((name) => `docs/${name}.md`)];

describe.each(pages.filter((page) => !exempt.includes(page)))('%s', (page) => {
  it('has lines of at most 120 characters, tables and links aside', () => {
    const long = prose(read(page))
      .split('\n')
      .filter((line) => lengthOf(line) > 120 && !line.startsWith('|') && !/\]\([^)]*\)/.test(line));
    expect(long).toEqual([]);
  });
});

const { files } = JSON.parse(read('package.json')) as { readonly files: readonly string[] };
const always = ['README.md', 'LICENSE', 'package.json'];
/** Whether `entry`, such as `docs/{adr,promises.md}`, is `path` or a folder that it is in. */
const isIn = (entry: string, path: string): boolean => {
  const [, folder = '', names = ''] = /^(.*)\{(.*)\}$/.exec(entry) ?? [];
  const entries = names === '' ? [entry] : names.split(',').map((name) => folder + name);
  return entries.some((each) => path === each || path.startsWith(`${each}/`));
};

/** Whether npm packs a file, by the entries of `files`. */
const ships = (path: string): boolean =>
  always.includes(path) ||
  (files.some((entry) => isIn(entry, path)) && !files.some((entry) => entry[0] === '!' && isIn(entry.slice(1), path)));

describe('the index of the documentation', () => {
  it('names every page', () => {
    const named = links('docs/README.md').map(({ path }) => path);
    const shipped = inDocs.filter((page) => ships(page) && page !== 'docs/README.md');
    expect(shipped.filter((page) => !named.includes(page))).toEqual([]);
  });
});

describe('the pages in the package', () => {
  // A README is shown on the page of its repository, too, where these are.
  const onlyInTheRepository = ['CONTRIBUTING.md', 'SECURITY.md'];

  it.each(pages.filter(ships))('%s links only to what is in the package', (page) => {
    const missing = links(page).filter(
      ({ path }) => !ships(path) && !(page === 'README.md' && onlyInTheRepository.includes(path)),
    );
    expect(missing).toEqual([]);
  });
});

describe('README.md', () => {
  it('has at most 140 lines', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(140);
  });
});
