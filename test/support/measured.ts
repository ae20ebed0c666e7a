import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectFolder, smsctl } from './program.ts';

interface Measured {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly peakMb: number;
  readonly seconds: number;
}

const preload = fileURLToPath(new URL('./report-peak.mjs', import.meta.url));

/** Runs the built program and tells its peak memory (resident, in megabytes) and its time. */
export function runMeasured(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  input?: NodeJS.ReadableStream,
) {
  return new Promise<Measured>((resolve) => {
    const [node = '', ...rest] = smsctl;
    const start = performance.now();
    const child = spawn(node, ['--import', preload, ...rest, ...argv], {
      env: { ...env },
      cwd: projectFolder,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    const texts = ['', '', '', ''];
    for (const at of [1, 2, 3]) {
      (child.stdio[at] as NodeJS.ReadableStream).setEncoding('utf8').on('data', (chunk: string) => {
        texts[at] += chunk;
      });
    }
    child.on('close', (code) =>
      resolve({
        code,
        out: texts[1] ?? '',
        err: texts[2] ?? '',
        peakMb: Number(texts[3]),
        seconds: (performance.now() - start) / 1000,
      }),
    );
    child.stdin?.on('error', () => {});
    if (input === undefined) child.stdin?.end();
    else input.pipe(child.stdin as NodeJS.WritableStream);
  });
}
