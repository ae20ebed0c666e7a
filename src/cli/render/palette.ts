import { Chalk } from 'chalk';
import type { Palette } from '../command/context.ts';

/** 16-color ANSI palette. Callers decide whether color is enabled. */
export const palette: Palette = new Chalk({ level: 1 });
