/** A position in the text, from 1: in Unicode characters from the start, and by line and column. */
export interface Position {
  readonly character: number;
  readonly line: number;
  readonly column: number;
}

export type MessageFindingId =
  | 'message.empty'
  | 'message.too-long'
  | 'message.max-segments'
  | 'message.long'
  | 'message.ucs2'
  | 'message.hidden-characters'
  | 'message.placeholder-length'
  | 'message.placeholder-worst-case'
  | 'message.placeholder-other'
  | 'message.opt-out'
  | 'message.opt-out-word'
  | 'message.sender-name'
  | 'message.short-link'
  | 'message.markup';

/**
 * `error`: it will not be sent, or costs more than allowed · `warning`: it costs more or is filtered · `note`: worth a look.
 */
export interface MessageFinding {
  readonly id: MessageFindingId;
  readonly severity: 'error' | 'warning' | 'note';
  /** Null: it concerns the whole text. */
  readonly position: Position | null;
  readonly detail: string;
  readonly remedy: string;
  /** The provider's error code that it leads to; null: none. */
  readonly code: string | null;
}

export const finding = (
  id: MessageFindingId,
  severity: MessageFinding['severity'],
  detail: string,
  remedy: string,
  { position = null, code = null }: { readonly position?: Position | null; readonly code?: string | null } = {},
): MessageFinding => ({ id, severity, position, detail, remedy, code });

/** How many findings of one kind are reported. */
export const sameKindLimit = 10;

/** The position of an index in UTF-16 code units. */
export function positionAt(text: string, index: number): Position {
  const before = [...text.slice(0, index)];
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    character: before.length + 1,
    line: before.filter((character) => character === '\n').length + 1,
    column: before.length - lineStart + 1,
  };
}
