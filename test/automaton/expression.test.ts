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
    const plain = compileExpression('0(1\\d)?', { match: 'whole', captured: false });
    expect(['0', '012', '1'].map((text) => accepts(plain, text))).toEqual([true, false, false]);
  });

  it.each(['(?=1)2', '\\w', 'a', '[^1]', '(1', '1)', '^1'])(
    'is refused when it would be compiled wrongly: %s',
    (source) => {
      expect(() => compileExpression(source, { match: 'whole' })).toThrow(/is not compiled/);
    },
  );

  it('compiles to the smallest automaton', () => {
    expect(compileExpression('1[23]|1[45]', { match: 'whole' }).outputs).toHaveLength(3);
    expect(compileExpression('\\d{3}', { match: 'whole' }).outputs).toHaveLength(4);
  });
});
