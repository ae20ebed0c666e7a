type Paint = (text: string) => string;

/** What prompts have to know of the terminal that shows them. Read anew for each question, since a window can be resized. */
export interface PromptScreen {
  readonly columns: number;
  readonly unicode: boolean;
  /** The words of a text in lines of at most `width`. */
  readonly fold: (text: string, width: number) => readonly string[];
  readonly strong: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly accent: Paint;
}

type Folding = Pick<PromptScreen, 'columns' | 'fold'>;

/** Words cannot be folded into less, whatever else stands on the line. In characters. */
const narrowest = 10;

/** A text in lines, those after the first behind `indent` spaces. The first line starts after as many characters. */
export function folded(text: string, { columns, fold }: Folding, indent = 0): string {
  return fold(text, Math.max(columns - indent, narrowest)).join(`\n${' '.repeat(indent)}`);
}

/** The same, with room for `rest` characters behind the last line, or else with an empty last line. */
export function foldedBefore(text: string, rest: number, screen: Folding, indent = 0): string {
  return folded(`${text} ${'x'.repeat(rest)}`, screen, indent)
    .slice(0, -rest)
    .replace(/ $/, '');
}
