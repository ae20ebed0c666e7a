/**
 * The syntax of regular expressions in telephone metadata: digits, classes, `\d`, groups, alternatives, `{n,m}`, `?`, `*`, `+`
 * and `$`. Anything else is an error, since it would be compiled wrongly.
 */

export type Node =
  | { readonly kind: 'digits'; readonly digits: ReadonlySet<number> }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly from: number; readonly to: number }
  | { readonly kind: 'capture'; readonly part: Node }
  | { readonly kind: 'end' };

export const anyDigit: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

export function parseExpression(source: string): Node {
  let at = 0;
  const fail = (): never => {
    throw new Error(`The expression ${source} holds, at ${at}, what is not compiled.`);
  };
  const take = (text: string): boolean => {
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };
  const digit = (): number => {
    const character = source[at] ?? '';
    if (!/\d/.test(character)) return fail();
    at += 1;
    return Number(character);
  };
  const choice = (): Node => {
    const parts = [sequence()];
    while (take('|')) parts.push(sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  };
  const sequence = (): Node => {
    const parts: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()));
    return { kind: 'sequence', parts };
  };
  const atom = (): Node => {
    if (take('(?:')) return closed(choice());
    if (source.startsWith('(?', at)) return fail();
    if (take('(')) return { kind: 'capture', part: closed(choice()) };
    if (take('[')) return digitClass();
    if (take('\\d')) return { kind: 'digits', digits: anyDigit };
    if (take('$')) return { kind: 'end' };
    return { kind: 'digits', digits: new Set([digit()]) };
  };
  const closed = (node: Node): Node => (take(')') ? node : fail());
  const digitClass = (): Node => {
    const digits = new Set<number>();
    while (!take(']')) {
      if (take('\\d')) {
        for (const each of anyDigit) digits.add(each);
        continue;
      }
      const from = digit();
      const to = take('-') ? digit() : from;
      for (let each = from; each <= to; each += 1) digits.add(each);
    }
    return { kind: 'digits', digits };
  };
  const repeated = (part: Node): Node => {
    if (take('?')) return { kind: 'repeat', part, from: 0, to: 1 };
    if (take('*')) return { kind: 'repeat', part, from: 0, to: Number.POSITIVE_INFINITY };
    if (take('+')) return { kind: 'repeat', part, from: 1, to: Number.POSITIVE_INFINITY };
    const counts = /^\{(\d+)(,?)(\d*)\}/.exec(source.slice(at));
    if (counts === null) return part;
    at += counts[0].length;
    const from = Number(counts[1]);
    const most = counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3]);
    return { kind: 'repeat', part, from, to: counts[2] === '' ? from : most };
  };
  const root = choice();
  return at === source.length ? root : fail();
}
