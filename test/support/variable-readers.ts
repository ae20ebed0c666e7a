/** Variables by name. */
type Variables = Readonly<Record<string, string>>;

/**
 * Reads a file as `docker run --env-file` does, by the comment of its package
 * (https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go) and Go's `bufio.ScanLines`. `removesQuotes`: as the versions
 * that take quotes around a value away.
 */
export function readDockerFile(text: string, { removesQuotes }: { readonly removesQuotes: boolean }): Variables {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const found: Record<string, string> = {};
  for (const line of lines) {
    if (Buffer.byteLength(line) >= 65_536) throw new Error('The line is too long.');
    const rest = line.replace(/^\s+/, '');
    if (rest === '' || rest.startsWith('#')) continue;
    const at = rest.indexOf('=');
    const name = at === -1 ? rest : rest.slice(0, at);
    if (name === '' || /[ \t]/.test(name)) throw new Error(`Invalid name: ${name}`);
    if (at === -1) continue;
    const value = rest.slice(at + 1);
    const quoted = value.length > 1 && ["'", '"'].some((mark) => value.startsWith(mark) && value.endsWith(mark));
    found[name] = quoted && removesQuotes ? value.slice(1, -1) : value;
  }
  return found;
}

/**
 * Reads the file `$GITHUB_ENV` as the runner does
 * (https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs): NAME=VALUE, or NAME<<END with lines until
 * END. On Windows, a line may end with a carriage return and a line feed.
 */
export function readGithubEnv(text: string, { onWindows }: { readonly onWindows: boolean }): Variables {
  const found: Record<string, string> = {};
  let at = 0;
  const nextLine = (): { readonly line: string; readonly end: number } | undefined => {
    if (at >= text.length) return undefined;
    const feed = text.indexOf('\n', at);
    const start = at;
    at = feed === -1 ? text.length : feed + 1;
    const end = feed === -1 ? text.length : onWindows && text[feed - 1] === '\r' && feed > start ? feed - 1 : feed;
    return { line: text.slice(start, end), end };
  };
  for (let next = nextLine(); next !== undefined; next = nextLine()) {
    const { line } = next;
    if (line === '') continue;
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (sign === undefined || name === '' || (sign === '<<' && rest === '')) throw new Error(`Invalid line: ${line}`);
    if (sign === '=') {
      found[name] = rest;
      continue;
    }
    const start = at;
    let end = at;
    for (let each = nextLine(); each?.line !== rest; each = nextLine()) {
      if (each === undefined) throw new Error('The delimiter is missing.');
      end = each.end;
    }
    found[name] = text.slice(start, end);
  }
  return found;
}

/** The texts that the runner masks after these lines of output; it reads other lines as they are. */
export function readMasks(output: string): readonly string[] {
  const commands = output.split('\n').flatMap((line) => {
    const command = line.trimStart();
    return command.startsWith('::add-mask::') ? [command.slice('::add-mask::'.length)] : [];
  });
  return commands.map((data) => data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%'));
}

/** What PowerShell takes for a single quotation mark (language specification, 2.3.5.2). */
const singleQuotes = "'\u2018\u2019\u201a\u201b";

/**
 * Reads assignments as PowerShell does, by its language specification: `$env:NAME = ` and an expression of single-quoted texts,
 * in which a doubled quotation mark stands for one, and of `[char]NUMBER`, joined by `+`. The lines arrive as `Out-String` joins
 * them on Windows. Throws on everything else but remarks and `Remove-Item Env:NAME`.
 */
export function readPowerShell(text: string): { readonly set: Variables; readonly removed: readonly string[] } {
  const script = text.replace(/\r\n?|\n/g, '\r\n');
  const set: Record<string, string> = {};
  const removed: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(script);
    if (match !== null) at = pattern.lastIndex;
    return match ?? undefined;
  };
  const quoted = new RegExp(`[${singleQuotes}]((?:[^${singleQuotes}]|[${singleQuotes}]{2})*)[${singleQuotes}]`, 'y');
  const term = (): string => {
    const literal = take(quoted);
    if (literal) return (literal[1] ?? '').replace(new RegExp(`([${singleQuotes}])[${singleQuotes}]`, 'g'), '$1');
    const character = take(/\[char\](\d+)/y);
    if (character) return String.fromCharCode(Number(character[1]));
    throw new Error(`Unexpected: ${JSON.stringify(script.slice(at, at + 20))}`);
  };
  while (at < script.length) {
    if (take(/#.*\r\n/y)) continue;
    const item = take(/Remove-Item Env:(\w+)\r\n/y);
    if (item) {
      removed.push(item[1] ?? '');
      continue;
    }
    const name = take(/\$env:(\w+) = /y)?.[1];
    if (name === undefined) throw new Error(`Unexpected: ${JSON.stringify(script.slice(at, at + 20))}`);
    // A number on the left of + would add.
    if (script.startsWith('[char]', at)) throw new Error('The expression does not start with a text.');
    let value = term();
    while (take(/ \+ /y)) value += term();
    if (!take(/\r\n/y)) throw new Error('The line goes on.');
    set[name] = value;
  }
  return { set, removed };
}
