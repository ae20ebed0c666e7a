import { Chalk } from 'chalk';
import type { Palette } from '../command/context.ts';

/** The sixteen colours that every terminal has and people set to their liking. Whether there are any is for others to say. */
export const palette: Palette = new Chalk({ level: 1 });
