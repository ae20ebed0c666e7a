import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { notTables, tables } from './folders.mjs';

/**
 * A change to one place of a source file.
 * @typedef {{ fileName: string, mutatorName: string, replacement: string, location: { start: Position, end: Position } }} Mutant
 * @typedef {{ line: number, column: number }} Position Both from 0.
 */

/** What names a mutant in every run: the number that Stryker gives it depends on the other files. */
export const keyOf = ({ fileName, mutatorName, replacement, location: { start, end } }) =>
  [fileName, start.line, start.column, end.line, end.column, mutatorName, replacement].join(':');

/** What a file without a decision has none of. */
const decisions = new Set(['ArrowFunction', 'BlockStatement', 'ConditionalExpression', 'LogicalOperator']);

const isTable = (name) => tables.some((start) => name.startsWith(start)) && !notTables.includes(name);

/**
 * Every mutant that Stryker makes of the files, but those of string literals.
 * @param {readonly string[]} names paths from the repository's root
 * @param {string} tools the folder in which Stryker is installed
 * @returns {Promise<{ mutants: Mutant[], leftOut: string[] }>} `leftOut`: the files that only hold data
 */
export async function mutantsOf(names, tools) {
  const { resolve } = createRequire(`${tools}/package.json`);
  const load = (name) => import(pathToFileURL(resolve(name)).href);
  const [{ createInstrumenter }, { createInjector }] = await Promise.all([
    load('@stryker-mutator/instrumenter'),
    load('typed-inject'),
  ]);
  const silent = new Proxy({}, { get: () => () => false });
  const instrumenter = createInjector().provideValue('logger', silent).injectFunction(createInstrumenter);
  const leftOut = names.filter(isTable);
  const mutants = [];
  for (const name of names.filter((each) => !isTable(each))) {
    const file = { name, mutate: true, content: readFileSync(name, 'utf8') };
    const options = { plugins: null, excludedMutations: ['StringLiteral'], ignorers: [] };
    const { mutants: all } = await instrumenter.instrument([file], options);
    const made = all.filter(({ status }) => status !== 'Ignored');
    if (made.some(({ mutatorName }) => decisions.has(mutatorName))) mutants.push(...made);
    else leftOut.push(name);
  }
  return { mutants, leftOut };
}

/** `size` of the mutants, the same ones for the same seed: those with the lowest hash. A change elsewhere keeps most of them. */
export function sampleOf(mutants, size, seed) {
  const hashed = mutants.map((mutant) => {
    const hash = createHash('sha256')
      .update(`${seed}:${keyOf(mutant)}`)
      .digest('hex');
    return { mutant, hash };
  });
  hashed.sort((one, other) => (one.hash < other.hash ? -1 : 1));
  return hashed.slice(0, size).map(({ mutant }) => mutant);
}
