import { accepted, refused } from '../../../domain/text/parsed.ts';
import type { CommandSpec } from '../../command/command.ts';

export const contactsMergeCommand: CommandSpec = {
  path: 'contacts merge',
  summary: 'fold classified lines, and summaries, into one summary',
  description:
    'Takes lines of `contacts classify` in any order, grouped with counts (as `uniq -c` or an engine writes them) or not, ' +
    'and finds duplicates among them; and summaries that it wrote itself, or of `contacts check --json`, which it adds up. ' +
    'Writes one JSON document on one line. The order of what is merged makes no difference. Exit code 1 when --rows, or the ' +
    'trailers of the parts (`contacts classify --trailer`), say another number of rows.',
  arguments: [{ name: '[files...]', help: 'files, or - for stdin (default)' }],
  options: [
    {
      flags: '--rows <count>',
      help: 'rows that the list has: another number is exit code 1',
      parse: (text) => (/^\d{1,15}$/.test(text) ? accepted(Number(text)) : refused('Give a number of rows.')),
    },
  ],
  examples: [
    'sort classified.tsv | uniq -c | smsctl contacts merge > summary.json',
    'smsctl contacts merge part-1.json part-2.json > summary.json',
  ],
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./contacts-merge.ts'),
};
