import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

/** The calls by which our stores touch a disk; only Node's own are replaced, and nothing of ours. */
const names = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'fchmodSync',
  'fchownSync',
  'closeSync',
  'fstatSync',
  'readFileSync',
  'writeFileSync',
  'renameSync',
  'linkSync',
  'unlinkSync',
  'mkdirSync',
  'rmdirSync',
  'rmSync',
  'readdirSync',
  'chmodSync',
  'statSync',
  'lstatSync',
  'accessSync',
] as const;

export interface DiskCall {
  readonly name: (typeof names)[number];
  /** The file's name, also of one that is open; what makes a temporary one of its own is left out. */
  readonly file: string;
}

/** What happens at a call instead: an error of the system, or a write that takes only so many bytes. */
export type DiskFault = { readonly errno: string; readonly after?: boolean } | { readonly taken: number };

type AnyCall = (...args: unknown[]) => unknown;

const nameOf = (path: string): string => basename(path).replace(/\.\d+\.[0-9a-f]{12}\.tmp$/, '.tmp');

/** Runs `work` on a disk that asks `faultOf` at every call, counted from 1; gives the calls, and lets the disk be as it was. */
export async function onDisk(
  work: () => unknown,
  faultOf: (call: DiskCall, at: number) => DiskFault | undefined = () => undefined,
): Promise<readonly DiskCall[]> {
  const calls: DiskCall[] = [];
  const opened = new Map<unknown, string>();
  const originals = names.map((name) => [name, fs[name] as AnyCall] as const);
  // Node's own functions call each other: what one of ours asked for is one call.
  let isInside = false;

  const replaced = (name: DiskCall['name'], original: AnyCall): AnyCall =>
    function onThisDisk(...args) {
      if (isInside) return original(...args);
      const [first] = args;
      const call = { name, file: typeof first === 'number' ? (opened.get(first) ?? '') : nameOf(String(first)) };
      calls.push(call);
      const fault = faultOf(call, calls.length);
      isInside = true;
      try {
        if (fault !== undefined && 'taken' in fault && name === 'writeSync') {
          const [file, data, from = 0] = args as [number, Uint8Array, number?];
          return fault.taken === 0 ? 0 : original(file, data, from, Math.min(fault.taken, data.length - from));
        }
        if (fault !== undefined && 'errno' in fault) {
          // A file that does not close is closed all the same: its number is free again.
          if (fault.after === true || name === 'closeSync') original(...args);
          throw systemError(fault.errno, name);
        }
        const result = original(...args);
        if (name === 'openSync') opened.set(result, call.file);
        return result;
      } finally {
        isInside = false;
      }
    };

  for (const [name, original] of originals) Object.assign(fs, { [name]: replaced(name, original) });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    for (const [name, original] of originals) Object.assign(fs, { [name]: original });
    syncBuiltinESMExports();
  }
  return calls;
}

const systemError = (code: string, call: string): Error =>
  Object.assign(new Error(`${code}: made to fail, ${call}`), { code, syscall: call.replace(/Sync$/, ''), errno: -1 });
