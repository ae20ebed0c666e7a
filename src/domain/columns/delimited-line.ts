/**
 * The cells of one line, as the reader of whole lists finds them: quoted (RFC 4180) or not. A quote within a quoted cell belongs
 * to it unless the cell ends there. A cell whose quote is never closed is not quoted.
 */
export function splitLine(line: string, delimiter: string): readonly string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let isOpen = false;
  let at = 0;
  for (;;) {
    const quoted = line[at] === '"' ? quotedCell(line, at, { delimiter, isOpen }) : undefined;
    if (quoted === undefined && line[at] === '"') isOpen = true;
    const found = line.indexOf(delimiter, at);
    const after = quoted?.after ?? (found === -1 ? line.length : found);
    cells.push(quoted?.text ?? line.slice(at, after));
    if (after === line.length) return cells;
    at = after + 1;
  }
}

interface QuotedCell {
  readonly text: string;
  /** Where the delimiter or the end of the line is. */
  readonly after: number;
}

/**
 * Undefined if no quote closes the cell. `isOpen`: none closed a cell before it. Then only quotes at its very start can close
 * it, and the rest of the line is not searched for each cell again.
 */
function quotedCell(
  line: string,
  open: number,
  { delimiter, isOpen }: { readonly delimiter: string; readonly isOpen: boolean },
): QuotedCell | undefined {
  for (let from = open + 1; ; ) {
    const at = line.indexOf('"', from);
    if (at === -1 || (isOpen && at !== from)) return undefined;
    if (line[at + 1] === '"') {
      from = at + 2;
      continue;
    }
    let after = at + 1;
    while (line[after] === ' ' && delimiter !== ' ') after += 1;
    if (after === line.length || line[after] === delimiter) {
      return { text: line.slice(open + 1, at).replaceAll('""', '"'), after };
    }
    from = at + 1;
  }
}
