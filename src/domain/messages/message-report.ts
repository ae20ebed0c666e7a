import type { MessageFinding, Position } from './message-finding.ts';
import type { Placeholder } from './placeholders.ts';
import type { Segmentation } from './segments.ts';

/** The length of values if a placeholder does not say it: longer than nearly every first name. */
export const assumedLength = 20;

/** A character that is not in GSM-7, so that the text becomes UCS-2. As a reader sees it: it may be several code points. */
export interface Culprit {
  readonly character: string;
  /** `U+2019`; several are joined by spaces. */
  readonly codePoints: string;
  readonly count: number;
  readonly position: Position;
  /** In GSM-7. Empty: it can be deleted. Null: there is no replacement. */
  readonly replacement: string | null;
}

export interface MessageReport extends Segmentation {
  readonly culprits: readonly Culprit[];
  /** The text with every replacement. Null if it needs none, or would still not be GSM-7. */
  readonly plain: (Segmentation & { readonly text: string }) | null;
  /** The price of the text divided by that of the plain one. 1 if there is no plain one or it is not cheaper. */
  readonly costFactor: number;
  readonly placeholders: readonly Placeholder[];
  /** With every placeholder at its longest, and a value outside GSM-7, such as an emoji or a name in another script. */
  readonly worstCase: Segmentation;
  readonly findings: readonly MessageFinding[];
}

/** What the finders read. */
export type MeasuredMessage = Omit<MessageReport, 'findings'>;
