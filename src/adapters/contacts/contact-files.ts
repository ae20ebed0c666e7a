import { pipeLines, readLines } from './line-filter.ts';
import { openListOutput } from './list-output.ts';
import { openRowWriter } from './row-writer.ts';

/** Output files and line input for the contacts commands. */
export const contactFiles = { openRowWriter, openOutput: openListOutput, pipeLines, readLines };
