import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { shellWord } from '../../src/domain/text/shell-word.ts';
import { built } from './built.ts';

await built();

/** The program as people start it. PROGRAM_NODE is the path of another Node.js than the one that runs the tests. */
export const smsctl: readonly string[] = [
  process.env.PROGRAM_NODE ?? process.execPath,
  fileURLToPath(new URL('../../bin/smsctl.js', import.meta.url)),
];

/** The program on a command line of a POSIX shell. */
export const shellSmsctl = smsctl.map(shellWord).join(' ');

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program without a terminal. Stdin is empty unless `input` is given. */
export function runProgram(
  command: readonly string[],
  {
    env,
    input = '',
    cwd = projectFolder,
  }: { readonly env: Readonly<Record<string, string>>; readonly input?: string; readonly cwd?: string },
): Promise<Finished> {
  return new Promise((resolve) => {
    const [file = '', ...args] = command;
    const child = spawn(file, args, { env, cwd });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
