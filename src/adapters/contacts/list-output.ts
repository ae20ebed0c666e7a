import type { OpenOutput } from '../../ports.ts';
import { openOutput } from '../files/output-file.ts';
import { pathOf } from './byte-source.ts';

/** `openOutput` beside lists that are being read, one of which may be a file that was redirected to stdin. */
export const openListOutput: OpenOutput = (path, { replace, sources }) => {
  const files = sources.filter((source) => !source.includes('://'));
  return openOutput(path, {
    replace,
    inputs: files.map((source) => (source === '-' ? '/dev/stdin' : pathOf(source))),
  });
};
