/** `{{first_name:20}}`: what is filled in for each recipient, with the longest value that it can have. */
export interface Placeholder {
  readonly name: string;
  /** As it stands in the text. */
  readonly written: string;
  /** Longest value in characters; undefined where the text does not say. */
  readonly longest?: number;
  /** Where it starts, in UTF-16 code units from 0. */
  readonly index: number;
}

const ours = /\{\{\s*([\p{L}_][\p{L}\p{N}_.-]{0,63})\s*(?::\s*(\d{1,4})\s*)?\}\}/gu;

export const findPlaceholders = (text: string): readonly Placeholder[] =>
  [...text.matchAll(ours)].map(({ 0: written, 1: name = '', 2: longest, index }) => ({
    name,
    written,
    index,
    ...(longest !== undefined && { longest: Number(longest) }),
  }));

/** The text with every placeholder at its longest, or at `assumed` where that is not said, each made of `filler`. */
export const fillPlaceholders = (text: string, filler: string, assumed: number): string =>
  text.replace(ours, (_written, _name, longest: string | undefined) =>
    filler.repeat(longest === undefined ? assumed : Number(longest)),
  );

/**
 * What other tools write for a value to be filled in: `${name}`, `{name}`, `[[name]]`, `<<name>>`, `*|NAME|*`, `%name%`.
 * Whoever sends the text as it is sends that.
 */
const others =
  /\$\{[\w.]{1,64}\}|(?<!\{)\{[A-Za-z_][\w.]{0,63}\}(?!\})|\[\[[\w. ]{1,64}\]\]|<<[\w. ]{1,64}>>|\*\|[\w:]{1,64}\|\*|%[A-Za-z_]{2,64}%/g;

export const findOtherPlaceholders = (text: string): readonly { readonly written: string; readonly index: number }[] =>
  [...text.matchAll(others)].map(({ 0: written, index }) => ({ written, index }));
