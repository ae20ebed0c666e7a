import { type CellValue, numberText } from '../cell-values.ts';

/** What a cell says of itself. `type` and `value` are attributes; `shown` is its text. */
export interface OdsCell {
  readonly type: string | undefined;
  readonly value: string | undefined;
  readonly shown: string;
  readonly isError: boolean;
  readonly hasFormula: boolean;
}

type OdsValue = CellValue | { readonly text: string; readonly note: 'error' | 'no-value' };

/** The text of a cell: its value with all digits, dates in ISO form. A number shows what its format adds to it. */
export function odsText({ type, value, shown, isError, hasFormula }: OdsCell): OdsValue {
  if (isError || (hasFormula && errorText.test(shown))) return { text: shown, note: 'error' };
  if (type === undefined && shown === '' && hasFormula) return { text: '', note: 'no-value' };
  if (value === undefined || value === '') return { text: shown, note: null };
  if (type === 'float' || type === 'percentage' || type === 'currency') return shownNumber(value, shown);
  if (type === 'date') return { text: value.replace(/\.\d+(?=Z?$)/, '').replace(/T00:00:00Z?$/, ''), note: null };
  if (type === 'time') return { text: timeText(value), note: null };
  if (type === 'boolean') return { text: value === 'true' ? 'TRUE' : 'FALSE', note: null };
  return { text: value, note: null };
}

/** As old versions of LibreOffice save an error, with the number 0. */
const errorText = /^(?:#[A-Z]{1,8}[/0-9A-Z]{0,4}[!?]?|Err:\d{3})$/;

function shownNumber(value: string, shown: string): CellValue {
  const number = numberText(value, undefined, false);
  if (number.note !== null || !/^[1-9]\d*$/.test(number.text) || !/^[\d\s()+\-/.]{1,64}$/.test(shown)) return number;
  const digits = shown.replace(/\D/g, '');
  const isLonger = digits.length > number.text.length && digits.endsWith(number.text);
  if (!isLonger && !(shown.startsWith('+') && digits === number.text)) return number;
  return { text: shown, note: 'zeros' };
}

/** `PT18H30M00S` as `18:30:00`. */
function timeText(value: string): string {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(value) ?? [];
  if (hours === undefined || minutes === undefined || seconds === undefined) return value;
  return [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
}
