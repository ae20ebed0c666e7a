import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from './support/temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a program prints, whatever its exit code is. */
const printed = (file: string, args: readonly string[]): Promise<string> =>
  promisify(execFile)(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  );

/** What the functions below call. */
const library = `
export declare function work(): Promise<void>;
export declare function isThere(): Promise<boolean>;
export declare function nameOf(): Promise<string>;
export declare function load(): Promise<{ readonly a: number }>;
export declare function show(on: boolean): void;
export declare const flag: boolean;
`;

/** The body of an async function that lacks an await, and the rules of oxlint and the errors of tsc that report it. */
const dropped: Readonly<Record<string, readonly [body: string, ...findings: readonly string[]]>> = {
  'a statement': ['work();', 'no-floating-promises'],
  'a statement of a loop': ['for (let at = 0; at < 3; at += 1) work();', 'no-floating-promises'],
  'a condition': ['if (isThere()) return 1;', 'no-misused-promises', 'TS2801'],
  'a negated condition': ['if (!isThere()) return 1;', 'no-misused-promises'],
  'a negated value': ['return !isThere();', 'no-misused-promises'],
  'an operand of &&': ['return isThere() && flag;', 'no-misused-promises', 'TS2801'],
  'the last operand of && in a condition': ['return flag && isThere() ? 1 : 2;', 'no-misused-promises', 'TS2801'],
  'an operand of ||': ['return isThere() || flag;', 'no-misused-promises'],
  'the condition of ?:': ['return isThere() ? 1 : 2;', 'no-misused-promises', 'TS2801'],
  'the condition of a loop': ['while (isThere()) show(flag);', 'no-misused-promises'],
  'a value that is returned in try': ['try { return load(); } catch { return 1; }', 'return-await'],
  'a spread object': ['return { ...load() };', 'no-misused-promises'],
  'an argument that is a boolean': ['show(isThere());', 'TS2345'],
  'a callback that returns a condition': ['return [1].filter(async () => isThere());', 'no-misused-promises'],
  'a template literal': [`return \`named $\{nameOf()}\`;`, 'no-base-to-string'],
  'an operand of +': ["return 'named ' + nameOf();", 'no-base-to-string'],
  'an element of an array that is compared': ["return [nameOf()][0] === 'a';", 'TS2367'],
  'a value that is compared': ["return nameOf() === 'a';", 'TS2367'],
  'a value that is looked for': ["return ['a'].includes(nameOf());", 'TS2345'],
  'a property': ['return load().a;', 'TS2339'],
};

it('reports an await that is dropped', async () => {
  const folder = temporaryFolder('awaits');
  const file = (name: string) => join(folder, `${name}.ts`);
  writeFileSync(file('library'), library);
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const options = { ...compilerOptions, types: [], noUnusedLocals: false };
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  const names = Object.keys(dropped).map((_, index) => `dropped-${index}`);
  const module = (body: string) =>
    `import { flag, isThere, load, nameOf, show, work } from './library.ts';\nexport const run = async (): Promise<unknown> => {\n${body}\nreturn work();\n};\n`;
  for (const [index, [body]] of Object.values(dropped).entries()) writeFileSync(file(`dropped-${index}`), module(body));
  writeFileSync(file('complete'), module('try { if (await isThere()) return { ...(await load()) }; } catch {}'));

  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.check.split(' && ')).toEqual(expect.arrayContaining(['tsc --noEmit', 'oxlint']));
  const linted = await printed('oxlint/bin/oxlint', ['--format', 'unix', ...[...names, 'complete'].map(file)]);
  const compiled = await printed('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '--project', folder]);

  const findings = [
    ...linted.matchAll(/^(\S+\.ts):\d+:\d+: .*\(([\w-]+)\)\]$/gm),
    ...compiled.matchAll(/^(\S+\.ts)\(\d+,\d+\): error (TS\d+)/gm),
  ].map(([, path = '', rule = '']) => [basename(path, '.ts'), rule] as const);
  const reported = ([...names, 'complete'] as const).map((name) =>
    findings.filter(([found]) => found === name).map(([, rule]) => rule),
  );
  expect(Object.fromEntries(reported.map((rules, index) => [Object.keys(dropped)[index] ?? 'none', rules]))).toEqual({
    ...Object.fromEntries(Object.entries(dropped).map(([kind, [, ...rules]]) => [kind, rules])),
    none: [],
  });
});
