import type { ContactNumber } from '../numbers/contact-number.ts';
import type { ContactReason } from '../numbers/contact-reasons.ts';

/** Which rows a file gets: the `textable`, all `others`; `fixes`: these with the number that their cell most likely meant. */
export interface RowChoice {
  readonly textable: boolean;
  readonly others: boolean;
  readonly fixes: boolean;
}

export const rowChoices = {
  valid: { textable: true, others: false, fixes: false },
  invalid: { textable: false, others: true, fixes: false },
  fixed: { textable: true, others: true, fixes: true },
} as const satisfies Readonly<Record<string, RowChoice>>;

interface RowResult {
  /** Null: it can be texted. */
  readonly reason: ContactReason | null;
  readonly number?: ContactNumber | undefined;
  readonly fix?: ContactNumber | undefined;
}

/** The cells that are added to a row (`e164`, `country`, `type`, `reason`); undefined: the file does not get it. */
export function addedCells(choice: RowChoice, { reason, number, fix }: RowResult): readonly string[] | undefined {
  if (!(reason === null ? choice.textable : choice.others)) return undefined;
  const shown = number ?? (choice.fixes ? fix : undefined);
  return [shown?.e164 ?? '', shown?.country ?? '', shown?.type ?? '', reason ?? ''];
}
