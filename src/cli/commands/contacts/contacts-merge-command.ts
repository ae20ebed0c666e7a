import { accepted, refused } from '../../../domain/text/parsed.ts';
import type { CommandSpec } from '../../command/command.ts';

export const contactsMergeCommand: CommandSpec = {
  path: 'contacts merge',
  summary: 'merge classified lines and summaries into one summary',
  description:
    'Reads lines of `contacts classify` in any order, with or without counts (`uniq -c`), and finds duplicates among ' +
    'them. Also adds up summaries of `contacts merge` and `contacts check --json`. Prints one JSON document on one line.\n' +
    'Exit code 1: the number of rows differs from --rows, or from the trailers of the parts.',
  arguments: [{ name: '[files...]', help: 'files, or - for stdin (default)' }],
  options: [
    {
      flags: '--rows <count>',
      help: 'exit with 1 unless the list has this many rows',
      parse: (text) => (/^\d{1,15}$/.test(text) ? accepted(Number(text)) : refused('Enter a number of rows.')),
    },
  ],
  examples: [
    ['merge classified lines', 'sort classified.tsv | uniq -c | smsctl contacts merge > summary.json'],
    ['merge summaries', 'smsctl contacts merge part-1.json part-2.json > summary.json'],
  ],
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./contacts-merge.ts'),
};
