import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression, type DigitAutomaton } from '../../src/automaton/expression.ts';

const accepts = ({ next, outputs }: DigitAutomaton, digits: string): boolean => {
  let state = 0;
  for (const digit of digits) {
    state = next[state * 10 + Number(digit)] ?? -1;
    if (state === -1) return false;
  }
  return outputs[state] === 1;
};

/** Expressions as the metadata has them; of each kind one. */
const expressions = [
  '[2-9]\\d{9}|3\\d{6}',
  '(?:[2-467]\\d{3}|80[01])\\d{5}',
  '1(?:[1-69]\\d{6,7}|7(?:2\\d|6[0-4])\\d{5,8})',
  '[1-9]\\d{4,14}',
  '0?(?:(11|2(?:2(?:02?|[13])))15)?',
  '80?|0',
  '(?:0|90)(?:(1[245]|2[1-35])(\\d{10,11}))?',
  '\\d*5+',
  '(?:1|2)*3',
  '[1-35]{2}(?:4|$)',
  '[\\d]{2,}7',
  '4{3}|4{1,2}5?',
];

const digits = fc.stringMatching(/^\d{0,14}$/);

describe('an expression over digits', () => {
  it.each(expressions)('matches whole texts as the built-in expression does: %s', (source) => {
    const automaton = compileExpression(source, { match: 'whole' });
    const built = new RegExp(`^(?:${source})$`);
    const near = fc.stringMatching(new RegExp(`^(?:${source})\\d?$`));
    fc.assert(
      fc.property(fc.oneof(digits, near), (text) => {
        expect(accepts(automaton, text)).toBe(built.test(text));
      }),
    );
  });

  it.each(['7', '3[0-46]|18', '(?:16|7[56])24'])('matches the start of texts: %s', (source) => {
    const automaton = compileExpression(source, { match: 'start' });
    fc.assert(
      fc.property(digits, (text) => {
        expect(accepts(automaton, text)).toBe(text.search(new RegExp(source)) === 0);
      }),
    );
  });

  it('reports whether a group matched, and the end', () => {
    const rewritten = compileExpression('([457]\\d{6})$|1', { match: 'start', captured: true });
    expect(['4123456', '41234567', '1', '412345', '3123456'].map((text) => accepts(rewritten, text))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    const repeated = (captured: boolean) => compileExpression('(?:(1)|2)*3', { match: 'whole', captured });
    for (const text of ['3', '23', '13', '223', '213', '123', '2212213', '1113', '12', '33']) {
      const matches = /^[12]*3$/.test(text);
      expect([text, accepts(repeated(true), text)]).toEqual([text, matches && text.includes('1')]);
      expect([text, accepts(repeated(false), text)]).toEqual([text, matches && !text.includes('1')]);
    }
    const plain = compileExpression('0(1\\d)?', { match: 'whole', captured: false });
    expect(['0', '012', '1'].map((text) => accepts(plain, text))).toEqual([true, false, false]);
  });

  it.each(['(?=1)2', '\\w', 'a', '[^1]', '[1-', '[a]', '(1', '(?:1', '1)', '^1', '1**', '{2}'])(
    'is refused when it would be compiled wrongly: %s',
    (source) => {
      expect(() => compileExpression(source, { match: 'whole' })).toThrow(/is not compiled/);
    },
  );

  it.each([...expressions, '8', '1[23]|1[45]', '(?:12)?(?:12)?', '1$2'])(
    'compiles to an automaton in which each state is needed, and no two are alike: %s',
    (source) => {
      for (const match of ['whole', 'start'] as const) {
        const { next, outputs } = compileExpression(source, { match });
        const count = outputs.length;
        expect(next).toHaveLength(count * 10);
        // Words of up to so many digits tell any two states apart.
        const words = (state: number, depth: number): string =>
          state === -1
            ? ''
            : `${outputs[state]}${depth === 0 ? '' : `(${Array.from({ length: 10 }, (_, digit) => words(next[state * 10 + digit] ?? -1, depth - 1)).join()})`}`;
        const depth = Math.min(count, 3);
        const reached = new Set([0]);
        for (const state of reached)
          for (const to of next.subarray(state * 10, state * 10 + 10)) if (to !== -1) reached.add(to);
        expect(reached.size).toBe(count);
        const leads = new Set(outputs.flatMap((output, state) => (output === 1 ? [state] : [])));
        for (let size = -1; size !== leads.size; ) {
          size = leads.size;
          for (let state = 0; state < count; state += 1) {
            if (next.subarray(state * 10, state * 10 + 10).some((to) => leads.has(to))) leads.add(state);
          }
        }
        expect(leads.size).toBe(source === '1$2' ? 0 : count);
        if (count <= 4) {
          const kinds = Array.from({ length: count }, (_, state) => words(state, depth));
          expect(new Set(kinds).size).toBe(count);
        }
      }
    },
  );

  it('compiles to the smallest automaton', () => {
    expect(compileExpression('1[23]|1[45]', { match: 'whole' }).outputs).toHaveLength(3);
    expect(compileExpression('\\d{3}', { match: 'whole' }).outputs).toHaveLength(4);
    expect(compileExpression('1(?:23|43)|523', { match: 'whole' }).outputs).toHaveLength(5);
    expect(compileExpression('7', { match: 'start' }).outputs).toHaveLength(2);
    // Nothing follows the end: only the start is left.
    expect(compileExpression('1$2', { match: 'whole' })).toEqual({ next: new Int32Array(10).fill(-1), outputs: [0] });
  });
});
