import type { ContactReason } from '../domain/numbers/contact-reasons.ts';

/** Textable numbers are counted by these. */
export interface NumberKind {
  readonly country: string;
  readonly type: string;
  /** Reserved for fiction. */
  readonly isFictional: boolean;
}

/** The counters of rows: one for each kind of textable number, then one for each reason. */
export interface Slots {
  readonly numbers: readonly NumberKind[];
  readonly reasons: readonly ContactReason[];
  readonly count: number;
  readonly ofNumber: (kind: NumberKind) => number;
  readonly ofReason: (reason: ContactReason) => number;
  /** Null for the slot of a textable number. */
  readonly reasonOf: (slot: number) => ContactReason | null;
}

export function slotsOf({ numbers, reasons }: Pick<Slots, 'numbers' | 'reasons'>): Slots {
  const names = new Map(numbers.map((kind, slot) => [nameOf(kind), slot]));
  const reasonAt = new Map(reasons.map((reason, index) => [reason, numbers.length + index]));
  return {
    numbers,
    reasons,
    count: numbers.length + reasons.length,
    ofNumber: (kind) => names.get(nameOf(kind)) ?? -1,
    ofReason: (reason) => reasonAt.get(reason) ?? -1,
    reasonOf: (slot) => reasons[slot - numbers.length] ?? null,
  };
}

/** Equal for equal kinds. */
export const nameOf = ({ country, type, isFictional }: NumberKind): string => `${country} ${type} ${isFictional}`;
