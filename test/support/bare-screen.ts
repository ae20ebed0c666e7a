import type { PromptScreen } from '../../src/adapters/terminal/prompt-screen.ts';
import { fill } from '../../src/cli/render/style.ts';

const same = (text: string): string => text;

/** A screen without colors. */
export const bareScreen = (columns: number): PromptScreen => ({
  columns,
  unicode: true,
  fold: fill,
  strong: same,
  dim: same,
  good: same,
  bad: same,
  accent: same,
});
