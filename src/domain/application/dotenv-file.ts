import { parse } from 'dotenv';
import { notText, type SourceProblem } from '../text/source-problem.ts';

/** A variable that is set, as it is written. */
export interface Assignment {
  readonly name: string;
  /** The variable that it is, if its source writes the name in another way, as a Kubernetes Secret may. Absent: `name` is. */
  readonly variable?: string;
  readonly value: string;
  /** Its line in a file, from 1. Null: it is not from a file. */
  readonly line: number | null;
}

type Read =
  | { readonly ok: true; readonly assignments: readonly Assignment[] }
  | { readonly ok: false; readonly at: SourceProblem };

/** `NAME=`, `export NAME=`, and `NAME: ` as dotenv reads it. */
const start = /^\s*(?:export\s+)?([\w.-]+)(?:\s*=|:\s+)[^\S\n]*/;

/** Lines of a shell script that set nothing. */
const inert = /^\s*(?:#.*|export(?:\s+[\w.-]+)*\s*|set\s+[-+]\w+\s*)?$/;

/**
 * The variables of a dotenv file, in its order; a name may occur several times. dotenv reads each value, so that quotes,
 * comments and escapes are as in the programs that use it. It expands no `${NAME}` and runs nothing. It skips what it does not
 * understand; here, such a line is a problem, since another program may read it in another way.
 */
export function readDotenv(raw: string): Read {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const odd = notText(text);
  if (odd !== undefined) return { ok: false, at: odd };
  const lines = text.split('\n');
  const assignments: Assignment[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (inert.test(line)) continue;
    const begun = start.exec(line);
    const problem = (column: number, words: string): Read => ({
      ok: false,
      at: { line: index + 1, column, problem: words },
    });
    if (begun === null) return problem(firstColumn(line), 'it is no line of the form NAME=value');
    const [before, name = ''] = begun;
    const more = linesOfValue(lines, index, before.length);
    if (more === undefined) return problem(before.length + 1, 'the quotation mark is not closed');
    const value = parse(lines.slice(index, index + more + 1).join('\n'))[name];
    if (value === undefined) return problem(firstColumn(line), 'it is no line of the form NAME=value');
    assignments.push({ name, value, line: index + 1 });
    index += more;
  }
  return { ok: true, assignments };
}

const firstColumn = (line: string): number => line.length - line.trimStart().length + 1;

/** How many more lines a value takes. Undefined: its quotation mark is not closed. */
function linesOfValue(lines: readonly string[], index: number, column: number): number | undefined {
  const mark = lines[index]?.[column];
  if (mark !== '"' && mark !== "'" && mark !== '`') return 0;
  for (let more = 0; index + more < lines.length; more += 1) {
    const line = lines[index + more] ?? '';
    if (closes(line, more === 0 ? column + 1 : 0, mark)) return more;
  }
  return undefined;
}

function closes(line: string, from: number, mark: string): boolean {
  for (let at = line.indexOf(mark, from); at !== -1; at = line.indexOf(mark, at + 1)) {
    if (line[at - 1] !== '\\' || at === 0) return true;
  }
  return false;
}
