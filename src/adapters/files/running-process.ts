import { readFileSync, readlinkSync } from 'node:fs';

/** True while a process with this pid exists, whoever owns it. A killed one whose parent has not noticed does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const state = statusOf(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/**
 * When the process started, in clock ticks since the machine did: with the pid it names one process, also after the pid
 * went to another. Null where the system does not tell (it needs Linux's /proc) and when there is no such process.
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
 * Names what pids are told apart in: this start of this machine's kernel, and the namespace that a container may have for
 * itself, also where it shares the host's name. Null where the system does not tell.
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
