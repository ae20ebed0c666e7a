import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The forms in which a secret may turn up: as it is, in Basic authentication, base64, base64url, URL-encoded, hexadecimal. */
export function formsOf(secret: string, user: string): readonly string[] {
  const buffer = Buffer.from(secret);
  return [
    secret,
    buffer.toString('base64').replace(/=+$/, ''),
    buffer.toString('base64url'),
    Buffer.from(`${user}:${secret}`).toString('base64').replace(/=+$/, ''),
    encodeURIComponent(secret),
    buffer.toString('hex'),
  ];
}

/** Files below `folder` that hold one of `forms`. */
export function filesWith(forms: readonly string[], folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files.filter((file) => {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    const content = readFileSync(file, 'latin1');
    return forms.some((form) => content.includes(form));
  });
}

/** The parent of a process; undefined: it has ended. */
function parentOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[1];
  } catch {
    return undefined;
  }
}

/**
 * Watches command lines and environments of the processes that this one starts, and of those that they start; other tests run
 * beside. `found` names what held one of `forms`.
 */
export function watchProcesses(forms: readonly string[]) {
  const found = new Set<string>();
  // One whose parent ends gets another.
  const ours = new Set<string>();
  let looks = 0;
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || ours.has(pid) || (pid !== '0' && isOurs(parentOf(pid))));
  const look = () => {
    looks += 1;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (pid === String(process.pid) || !isOurs(pid)) continue;
      ours.add(pid);
      for (const part of ['cmdline', 'environ']) {
        try {
          const content = readFileSync(`/proc/${pid}/${part}`, 'latin1');
          if (forms.some((form) => content.includes(form)))
            found.add(`${part} of ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`);
        } catch {
          // It ended in between.
        }
      }
    }
  };
  const timer = setInterval(look, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return { found: [...found], looks };
    },
  };
}
