import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/ports.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import { leave } from '../support/scripted.ts';
import { sandboxed } from '../support/wizard.ts';

describe('a refusal', () => {
  let refused = 0;
  /** The message, the choices, a blank line and the keys. */
  const menuLines = ({ choices = [] }: Ask) => choices.length + 3;

  it.each(scenarios.filter(({ exit }) => exit !== 0).map(({ name }) => name))(
    'shows its cause above the menu on a screen of 80x24: %s',
    async (name) => {
      const refusals: { readonly ask: Ask; readonly block: string }[] = [];
      let before = 0;
      const onAsk = (ask: Ask, screen: () => string) => {
        if (ask.key.endsWith('.unproven')) refusals.push({ ask, block: screen().slice(before) });
        before = screen().length;
      };
      const always = Array.from({ length: 9 }, () => 'save');
      const script = Object.fromEntries(
        ['number', 'credentials', 'method', 'contacts'].map((step) => [`${step}.unproven`, always]),
      );
      await sandboxed(['--scenario', name], {
        script: { ...script, 'method.confirmed': ['auth-token', leave] },
        onAsk,
      });
      refused += refusals.length;
      for (const { ask, block } of refusals) {
        const lines = block.trimEnd().split('\n');
        expect(
          lines.some((line) => /^ {2}(✖ fail|○ unknown|\S unknown) /.test(line)),
          block,
        ).toBe(true);
        const cause = lines.findIndex((line) => /✖ fail|unknown/.test(line));
        expect(lines.length - cause + menuLines(ask), block).toBeLessThanOrEqual(24);
      }
    },
  );

  it('was met in many scenarios', () => {
    expect(refused).toBeGreaterThan(20);
  });
});
