import { pipeLines, readLines } from './line-filter.ts';
import { openOutput } from './output-file.ts';
import { openRowWriter } from './row-writer.ts';

/** Everything that commands about contacts write, and the lines that they read. */
export const contactFiles = { openRowWriter, openOutput, pipeLines, readLines };
