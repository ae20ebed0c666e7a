import { Terminal } from '@xterm/headless';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A terminal after `output` was written to it, as a person sees it. Empty lines at the end are left out. */
export interface Screen {
  /** Every line, with those that scrolled away. */
  readonly lines: readonly string[];
  /** The lines that are visible. */
  readonly visible: readonly string[];
  /** The beginnings of lines that did not fit, and that the terminal broke. */
  readonly broken: readonly string[];
}

export async function screenAfter(
  output: string,
  { columns, rows }: Size = { columns: 80, rows: 24 },
): Promise<Screen> {
  const terminal = new Terminal({ cols: columns, rows, scrollback: 10_000, convertEol: true, allowProposedApi: true });
  await new Promise<void>((written) => terminal.write(output, written));
  const { active } = terminal.buffer;
  const all = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  const last = all.findLastIndex((line) => line !== '') + 1;
  const broken = all.filter((_, row) => active.getLine(row)?.isWrapped === false && active.getLine(row + 1)?.isWrapped);
  return { lines: all.slice(0, last), visible: all.slice(active.baseY, last), broken };
}
