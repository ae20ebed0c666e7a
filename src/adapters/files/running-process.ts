import { readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './file-problem.ts';

/** True while a process with this pid runs, of any user. A zombie does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  const state = statusOf(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/**
 * When the process started, in clock ticks since the machine started. With the pid it identifies a process even if the pid is
 * reused. Null without Linux's /proc, and if there is no such process.
 */
export function startTimeOf(pid: number): number | null {
  const ticks = Number(statusOf(pid)?.[19]);
  return Number.isSafeInteger(ticks) ? ticks : null;
}

/** /proc/PID/stat from its third field, the state, on (proc(5)); the name before it may hold blanks and parentheses. */
function statusOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * Identifies the space in which pids are unique: this boot of this machine's kernel, and the namespace that a container has
 * even if it shares the host's name. Null without Linux's /proc.
 */
export function pidRealm(): string | null {
  realm ??= readRealm();
  return realm;
}

let realm: string | null | undefined;

function readRealm(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}
