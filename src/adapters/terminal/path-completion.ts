import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasHiddenCharacters } from '../../domain/text/printable.ts';
import { pathFromTyped } from '../../domain/text/typed-path.ts';
import { withHome } from '../files/home-path.ts';

interface Completion {
  /** What can be typed for the person: as far as all names agree. */
  readonly rest: string;
  /** The names that fit, folders with a separator behind them. */
  readonly names: readonly string[];
}

interface Surroundings {
  readonly home: () => string;
  readonly windows: boolean;
}

const here: Surroundings = { home: homedir, windows: process.platform === 'win32' };

/** Completes the path of a file as far as it is typed, also one that is quoted. Reads folders; never rejects a path. */
export function completePath(typed: string, { home, windows }: Surroundings = here): Completion {
  const [, quote = '', unquoted = ''] = /^\s*(['"]?)(.*)$/s.exec(typed) ?? [];
  if (unquoted === '~') return { rest: '/', names: ['~/'] };
  // White space at the end belongs to the name that is being typed.
  const path = pathFromTyped(`${unquoted}x`).slice(0, -1);
  const cut = Math.max(path.lastIndexOf('/'), windows ? path.lastIndexOf('\\') : -1) + 1;
  const [folder, start] = [path.slice(0, cut), path.slice(cut)];
  const separator = folder.endsWith('\\') ? '\\' : '/';
  const names = namesIn(withHome(folder, home) || '.', start, separator);
  const rest = commonStart(names).slice(start.length);
  const whole = names.length === 1 && !rest.endsWith(separator);
  return { rest: whole ? rest + quote : rest, names };
}

/** Names that cannot be typed into a terminal are left out: their characters would be keys. */
function namesIn(folder: string, start: string, separator: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
      .filter((name) => !hasHiddenCharacters(name))
      .sort()
      .map((name) => (isFolder(join(folder, name)) ? name + separator : name));
  } catch {
    return [];
  }
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A link that leads nowhere.
    return false;
  }
};

function commonStart(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

/** The most names that are listed. */
const mostListed = 12;

interface Completing {
  /** The line as it is typed so far. */
  readonly typed: () => string;
  /** The prompt offers an answer, which its own Tab types into an empty line. */
  readonly offered: boolean;
  readonly press: (keys: string) => void;
  readonly ring: () => void;
  /** Called with the names that fit, on the second Tab in a row that cannot type anything. */
  readonly list: (lines: readonly string[]) => void;
}

/** Takes keys and presses them, with Tab as the rest of a path. */
export function tabCompletes({ typed, offered, press, ring, list }: Completing): (keys: string) => void {
  let queue = Promise.resolve();
  let again = false;
  const complete = (): void => {
    const line = typed();
    const { rest, names } = completePath(line);
    if (line === '' && offered) press('\t');
    else if (rest !== '') press(`${toEnd}${rest}`);
    else if (again && names.length > 1) list(listed(names));
    else ring();
    again = rest === '';
  };
  const take = async (part: string): Promise<void> => {
    if (part === '\t') complete();
    else {
      again = false;
      press(part);
    }
    // The prompt has to read what was pressed before its line is completed.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return (keys) => {
    for (const part of keys.split(/(\t)/)) if (part !== '') queue = queue.then(() => take(part));
  };
}

/** Ctrl-E, which moves the cursor behind the line. */
const toEnd = '\u0005';

const listed = (names: readonly string[]): readonly string[] => {
  const left = names.length - mostListed;
  return left > 0 ? [...names.slice(0, mostListed), `and ${left} more`] : names;
};
