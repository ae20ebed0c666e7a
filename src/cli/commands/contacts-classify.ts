import { accepted, refused } from '../../domain/parsed.ts';
import type { CommandSpec } from '../command.ts';
import { countryOption } from './contacts-check.ts';

export const contactsClassifyCommand: CommandSpec = {
  path: 'contacts classify',
  summary: 'a filter: a number a line in, its verdict a line out',
  description:
    'For engines that run a program on many cores or machines: GNU parallel, Spark pipe, Hadoop streaming. Each line of ' +
    'stdin becomes one of stdout, in its order: e164, country, type, verdict (textable or not-textable) and reason, parted ' +
    'by tabs. A line that holds no number is answered, too. Duplicates are found when the lines are merged.',
  options: [
    countryOption,
    {
      flags: '--contacts-column <column>',
      help: 'lines are delimited: the column, by its number from 1, or by its name in the first line',
    },
    {
      flags: '--delimiter <character>',
      help: 'what parts the columns (default: a comma; tab for a tab)',
      parse: (text) => {
        if (text === 'tab' || text === '\\t') return accepted('\t');
        return text.length === 1 && text.charCodeAt(0) < 128 ? accepted(text) : refused('Give one character, or tab.');
      },
    },
    { flags: '--keep', help: 'put each line itself in front of its answer' },
  ],
  examples: [
    'smsctl contacts classify --contacts-country US < numbers.txt',
    'parallel --pipepart --block 10M -a contacts.csv --header : smsctl contacts classify --contacts-column phone',
  ],
  withoutCredentials: true,
  verbatim: true,
  load: () => import('../actions/contacts-classify.ts'),
};
