import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'rolldown/utils';
import { exitCode } from '../../src/domain/exit-code.ts';

// Reads the error codes out of the sources, by their syntax: every `new UserError({ code: … })`, every object with a code and
// a message, or with the code and the kind of an unknown word, and the unions that the codes of stores and of the provider are made of.

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface ThrownCode {
  readonly code: string;
  /** Undefined: it is not written beside the code. */
  readonly exits: readonly number[] | undefined;
  readonly path: string;
}

interface Findings {
  readonly thrown: readonly ThrownCode[];
  /** `path: text` of errors whose code cannot be read off. */
  readonly unread: readonly string[];
}

/** Unions whose members are the end of a code. */
const unions: Readonly<Record<string, readonly [prefix: string, exit: number]>> = {
  SecretStoreProblem: ['store', exitCode.unknown],
  ProviderErrorKind: ['provider', exitCode.unknown],
};

/** Functions that pass on the code of another error, or that take it from their callers. */
const passing: readonly string[] = [
  'app/credentials/pending-keys.ts',
  'app/verify/step-checks.ts',
  'cli/report-error.ts',
  'domain/text/unknown-word.ts',
];

/** Functions that make an error of the `code` in the object that they are given. */
const makers: readonly string[] = ['unknownWord'];

export function thrownCodes(): Findings {
  const root = new URL('../../src/', import.meta.url);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const found = paths
    .sort()
    .map((path) => codesIn(path.replaceAll('\\', '/'), readFileSync(new URL(path, root), 'utf8')));
  return { thrown: found.flatMap(({ thrown }) => thrown), unread: found.flatMap(({ unread }) => unread) };
}

/** Exported for the test of this reader. */
export function codesIn(path: string, text: string): Findings {
  const nodes = [...walk(parseSync(path, text).program as unknown as Node)];
  const errors = nodes.filter(isUserError).flatMap((node) => (node.arguments as Node[]).slice(0, 1));
  const made = nodes.filter(isMade).flatMap((node) => (node.arguments as Node[]).slice(0, 1));
  const thrown: ThrownCode[] = [];
  const unread: string[] = [];
  for (const node of nodes) {
    if (node.type === 'TSTypeAliasDeclaration') {
      const [prefix, exit] = unions[(node.id as { name: string }).name] ?? [];
      if (prefix !== undefined && exit !== undefined)
        thrown.push(...literals(node).map((end) => ({ code: `${prefix}.${end}`, exits: [exit], path })));
    }
    const parts = node.type === 'ObjectExpression' ? propertiesOf(node) : undefined;
    // `kind`: of an unknown word.
    if (parts?.code !== undefined && (parts.message !== undefined || parts.kind !== undefined))
      for (const code of literals(parts.code))
        thrown.push({ code, exits: exitsOf(parts, errors.includes(node) || made.includes(node)), path });
    if (!isUserError(node)) continue;
    const [given] = node.arguments as Node[];
    const { code } = given?.type === 'ObjectExpression' ? propertiesOf(given) : {};
    if (code !== undefined && literals(code).length > 0) continue;
    const called = code?.type === 'Identifier' ? fromCallers(nodes, String(code.name), node, path) : [];
    thrown.push(...called);
    if (called.length === 0 && !passing.includes(path))
      unread.push(`${path}: ${text.slice(node.start as number, (node.start as number) + 80)}`);
  }
  return { thrown, unread };
}

/** The codes that callers pass to the function around `error`, as its first argument. */
function fromCallers(nodes: readonly Node[], code: string, error: Node, path: string): readonly ThrownCode[] {
  const [name] = nodes.flatMap((node) => {
    const made = node.type === 'VariableDeclarator' ? (node.init as Node | null) : node;
    const [first] = (made?.params as Node[] | undefined) ?? [];
    const isAround = made != null && first?.name === code && [...walk(made)].includes(error);
    const id = node.id as { readonly name: string } | null | undefined;
    return isAround && id != null ? [id.name] : [];
  });
  return nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || name === undefined || (node.callee as { name?: string }).name !== name)
      return [];
    const [first] = node.arguments as Node[];
    return first === undefined ? [] : literals(first).map((each) => ({ code: each, exits: undefined, path }));
  });
}

const isUserError = ({ type, callee }: Node): boolean =>
  type === 'NewExpression' && (callee as { readonly name?: string }).name === 'UserError';

const isMade = ({ type, callee }: Node): boolean =>
  type === 'CallExpression' && makers.includes((callee as { readonly name?: string }).name ?? '');

/** The exit codes of an error; undefined if they are computed. `isWhole`: without one, it is the default. */
function exitsOf({ exit }: Readonly<Record<string, Node>>, isWhole: boolean): readonly number[] | undefined {
  if (exit === undefined) return isWhole ? [exitCode.usage] : undefined;
  const found = [...walk(exit)].flatMap((node) => {
    if (node.type === 'Literal' && typeof node.value === 'number') return [node.value];
    if (node.type !== 'MemberExpression' || (node.object as { name?: string }).name !== 'exitCode') return [];
    return [exitCode[(node.property as { name: keyof typeof exitCode }).name]];
  });
  return found.length === 0 ? undefined : found;
}

const literals = (node: Node): readonly string[] =>
  [...walk(node, 'test')].flatMap(({ type, value }) =>
    type === 'Literal' && typeof value === 'string' ? [value] : [],
  );

const propertiesOf = (node: Node): Readonly<Record<string, Node>> =>
  Object.fromEntries(
    (node.properties as Node[]).flatMap(({ type, key, value }) =>
      type === 'Property' ? [[String((key as { name?: string; value?: string }).name), value as Node]] : [],
    ),
  );

/** The nodes of a tree, without those under `leftOut`. */
function* walk(node: Node, leftOut?: string): Generator<Node> {
  yield node;
  for (const [name, inner] of Object.entries(node)) {
    if (name === leftOut) continue;
    for (const each of Array.isArray(inner) ? inner : [inner])
      if (typeof each === 'object' && each !== null && 'type' in each) yield* walk(each as Node, leftOut);
  }
}
