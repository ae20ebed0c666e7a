import type { OpenOutput } from '../../ports.ts';
import { openOutput } from '../files/output-file.ts';
import { pathOf } from './list-file.ts';

/** `openOutput` that never replaces a list that is being read, also if it was redirected to stdin. */
export const openListOutput: OpenOutput = (path, { replace, sources }) => {
  const files = sources.filter((source) => !source.includes('://'));
  return openOutput(path, {
    replace,
    inputs: files.map((source) => (source === '-' ? '/dev/stdin' : pathOf(source))),
  });
};
