// The numbers that three parties share: the compiler of the numbering plans (image.ts), the kernel, which AssemblyScript
// compiles from kernel/kernel.ts, and the caller of the kernel (adapters/counting). AssemblyScript reads this file as well, so
// it holds nothing but constants.

// Where the tables of an image begin, in bytes. All numbers in an image are little-endian.
export const classesAt = 1024;
export const powersAt = 2048;
export const pairsAt = 4096;
export const outcomesAt = 8192;
export const headerAt = 196_608;
export const statesAt = 262_144;

/** Eleven 32-bit numbers a state: where each digit leads, then the offset of the outcome of a number that ends there. */
export const stateBytes = 44;
export const stateOutcomeAt = 40;

// The fields of an outcome: kind, dropped digits, type of a number (a byte each), the slot that is counted in, the one if a +
// was lost, country of a number (two bytes each), prefix (eight bytes; 0: none).
export const outcomeBytes = 24;
export const outcomeKindAt = 0;
export const outcomeDropAt = 1;
export const outcomeTypeAt = 2;
export const outcomeSlotAt = 4;
export const outcomeLostSlotAt = 6;
export const outcomeCountryAt = 8;
export const outcomePrefixAt = 16;

// Kinds of outcomes; numbers are split by whether they are textable. From `kindAssigned` on, the digits are a valid number.
export const kindAsk = 0;
export const kindDoubleZero = 1;
export const kindNone = 2;
export const kindPerhapsPlusLost = 3;
export const kindAssigned = 4;
export const kindTextable = 5;
export const kindPerhapsTextableAbroad = 6;
export const kindAssignedOrTextableAbroad = 7;
// The kernel leaves it to the caller.
export const kindAfterZero = 8;

// Classes of the bytes of a cell: a digit has its value, other bytes have these.
export const classPunctuation = 10;
export const classBlank = 11;
export const classPlus = 12;
export const classPoint = 13;
export const classOther = 14;

// Why `scan` returns.
export const scanDone = 0;
export const scanUnusual = 1;
export const scanIncomplete = 2;
export const scanUnreadable = 3;
export const scanBeyondAscii = 4;
export const scanUnwritten = 5;

// Why `readJson` returns.
export const jsonDone = 0;
export const jsonFull = 1;
export const jsonOdd = 2;

// What happened to a row that is written.
export const rowWritten = 0;
export const rowFull = 1;
export const rowCareful = 2;
export const rowFix = 3;

// The bits of the rows that an output takes: textable, not textable, and the latter with a number that is proposed.
export const takesTextable = 1;
export const takesOthers = 2;
export const takesFixes = 4;

// The bits of `getBytesSeen`.
export const seenNul = 1;
export const seenBeyondAscii = 2;

/** The line of something that the block does not contain. */
export const noLine = 0xffff_ffff;

/** A row that is longer, in bytes, has lost its line end. */
export const longestRow = 1_048_576;

/** A key holds a number below this limit, above the bits of its slot. */
export const keyLimit = 1_000_000_000_000_000;
export const keyBytes = 8;

/** Line, address and length of a cell: an entry of the examples and of the trace. */
export const cellEntryBytes = 12;

// The cache of cells whose reason the caller has found: a hash table of so many entries.
export const cachedCells = 256;
export const cachedCellBytes = 32;
