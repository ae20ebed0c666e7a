/** What a number is reserved for, although its plan lists it as an ordinary number. */
export type ReservedUse =
  /** Directory assistance, and numbers that people type to fill a form. */
  | 'placeholder'
  /** Films, books and examples. */
  | 'fiction';

/**
 * Reserved national numbers by calling code, as expressions over all of their digits. Only numbers that libphonenumber takes for
 * mobile or perhaps mobile: it refuses others, such as Britain's 07700 900xxx, and landlines are refused by their type.
 */
export const reservedNumbers: Readonly<Record<string, Readonly<Partial<Record<ReservedUse, string>>>>> = {
  // 555-1212 is directory assistance, 555-0100 to 555-0199 are for fiction: https://nationalnanpa.com (555 line numbers).
  '1': { placeholder: '\\d{3}555(?:1212|5555)', fiction: '\\d{3}55501\\d{2}' },
  '44': { placeholder: '7123456789' },
  // Bundesnetzagentur, "Rufnummern für Film und Fernsehen".
  '49': {
    fiction: '152(?:28817386|28895456|54599371)|172(?:9925904|9968532|997318[56]|9980752)|174(?:9091317|9464308)',
  },
  // ACMA, "Phone numbers for use in TV shows, films and creative works".
  '61': { fiction: '49157(?:0(?:006|110|15[6-9]|313|737)|1(?:266|491|804)|2(?:549|665|983)|3(?:087|770))' },
};

interface Reserved {
  readonly use: ReservedUse;
  readonly pattern: RegExp;
}

const byCallingCode: ReadonlyMap<string, readonly Reserved[]> = new Map(
  Object.entries(reservedNumbers).map(([callingCode, patterns]) => [
    callingCode,
    Object.entries(patterns).map(([use, pattern]) => ({
      use: use as ReservedUse,
      pattern: new RegExp(`^\\+${callingCode}(?:${pattern})$`),
    })),
  ]),
);

/** What a number in E.164 is reserved for; undefined: nothing known. */
export function reservedUse(e164: string): ReservedUse | undefined {
  for (let length = 1; length <= 2; length += 1) {
    const reserved = byCallingCode.get(e164.slice(1, 1 + length));
    if (reserved === undefined) continue;
    return reserved.find(({ pattern }) => pattern.test(e164))?.use;
  }
  return undefined;
}
