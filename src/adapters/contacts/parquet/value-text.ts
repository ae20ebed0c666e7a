import type { SchemaElement } from './parquet-library.ts';

/** Whole numbers up to `most` are exact in a column of this type; of larger ones, so many digits after the first are. */
const exact = {
  DOUBLE: { most: Number.MAX_SAFE_INTEGER, digits: 14 },
  FLOAT: { most: 2 ** 24, digits: 6 },
  FLOAT16: { most: 2 ** 11, digits: 2 },
} as const;

/** A text for a value, and whether its type has changed digits of it. Null for none. */
export type ValueText = (value: unknown) => { readonly text: string; readonly isLost: boolean } | string | null;

/** How the values of a column become texts: numbers with all their digits, the rest as in a workbook. */
export function valueText(element: SchemaElement): ValueText {
  const { type, scale, converted_type: converted, logical_type: logical } = element;
  if (scale !== undefined) return (value) => (isNone(value) ? null : decimalText(wholeOf(value), scale));
  if (type === 'BOOLEAN') return (value) => (isNone(value) ? null : value === true ? 'TRUE' : 'FALSE');
  if (logical?.type === 'FLOAT16') return (value) => floatText(value, exact.FLOAT16);
  if (type === 'FLOAT' || type === 'DOUBLE') return (value) => floatText(value, exact[type]);
  const time = converted?.startsWith('TIME_MI') === true || logical?.type === 'TIME';
  if (time) {
    const unit = logical?.type === 'TIME' ? logical.unit : converted === 'TIME_MICROS' ? 'MICROS' : 'MILLIS';
    return (value) => (isNone(value) ? null : clockText(Number(value) / perSecond[unit]));
  }
  return (value) => {
    if (typeof value === 'string') return value;
    if (isNone(value)) return null;
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
  };
}

const perSecond = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 } as const;
/** Of a decimal. */
const mostBytes = 64;
const isNone = (value: unknown): boolean => value === null || value === undefined;

/** The number that a type cannot keep is written as an exponent, so that no wrong number is taken for a right one. */
function floatText(value: unknown, { most, digits }: (typeof exact)[keyof typeof exact]): ReturnType<ValueText> {
  if (typeof value !== 'number' || Number.isNaN(value)) return null;
  if (!Number.isInteger(value)) return String(value);
  const isLost = Math.abs(value) > most;
  return isLost ? { text: value.toExponential(digits), isLost } : String(value);
}

/** The whole number of a decimal, which is stored as one or as its bytes, the largest first. */
function wholeOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  if (value.length === 0) return 0n;
  if (value.length > mostBytes) throw new Error('too long a decimal');
  return BigInt.asIntN(value.length * 8, BigInt(`0x${Buffer.from(value).toString('hex')}`));
}

/** Without zeros at the end of a fraction: 447911123456 for 447911123456.00. */
function decimalText(whole: bigint, scale: number): string {
  if (scale === 0) return String(whole);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}

function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
