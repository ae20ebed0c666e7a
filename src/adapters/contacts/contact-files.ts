import { pipeLines, readLines } from './line-filter.ts';
import { openListOutput } from './list-output.ts';
import { openRowWriter } from './row-writer.ts';

/** Everything that commands about contacts write, and the lines that they read. */
export const contactFiles = { openRowWriter, openOutput: openListOutput, pipeLines, readLines };
