/** Distinct E.164 numbers. */
export interface NumberSet {
  /** Returns whether the number was not in the set before. */
  readonly add: (e164: string) => boolean;
  readonly size: () => number;
}

const firstCapacity = 1024;
/** The most digits that a double represents exactly. */
const exactDigits = 15;

/**
 * Uses 12 to 24 bytes a number: digits as doubles in an open-addressing table. A `Set` of strings takes 90 and is limited to
 * 16.7 million. The few valid numbers of more than 15 digits are kept in a set of strings.
 */
export function numberSet(): NumberSet {
  let slots = new Float64Array(firstCapacity);
  let used = 0;
  const long = new Set<string>();

  const place = (table: Float64Array, value: number): number => {
    const mask = table.length - 1;
    let at = hash(value) & mask;
    while (table[at] !== 0 && table[at] !== value) at = (at + 1) & mask;
    return at;
  };

  const grow = (): void => {
    const larger = new Float64Array(slots.length * 2);
    for (const value of slots) if (value !== 0) larger[place(larger, value)] = value;
    slots = larger;
  };

  return {
    add: (e164) => {
      if (e164.length > exactDigits + 1) {
        const size = long.size;
        return long.add(e164).size > size;
      }
      const value = Number(e164);
      const at = place(slots, value);
      if (slots[at] === value) return false;
      slots[at] = value;
      used += 1;
      if (used * 3 > slots.length * 2) grow();
      return true;
    },
    size: () => used + long.size,
  };
}

/** Spreads consecutive numbers over all slots. */
function hash(value: number): number {
  const low = (value % 0x1_0000_0000) | 0;
  const high = (value / 0x1_0000_0000) | 0;
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
