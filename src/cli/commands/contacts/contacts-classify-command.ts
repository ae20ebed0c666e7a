import { accepted, refused } from '../../../domain/text/parsed.ts';
import type { CommandSpec } from '../../command/command.ts';
import {
  consentColumnOption,
  countryColumnOption,
  countryOption,
  numbersOption,
  repeated,
} from './contacts-check-command.ts';

export const contactsClassifyCommand: CommandSpec = {
  path: 'contacts classify',
  summary: 'a filter: a number a line in, its verdict a line out',
  description:
    'For engines that run a program on many cores or machines: GNU parallel, Spark pipe, Hadoop streaming. Each line of ' +
    'stdin becomes one of stdout, in its order: e164, country, type, verdict (textable or not-textable) and reason, parted ' +
    'by tabs. A line that holds no number is answered, too; blank lines and headers get an answer that is no contact. ' +
    'With --plan, rows are judged exactly as `contacts check` judges them. Duplicates are found when the lines are merged.',
  options: [
    { flags: '--plan <file>', help: 'read the lines as `contacts check --plan-out` decided' },
    countryOption,
    {
      flags: '--contacts-column <column>',
      help: 'lines are delimited: a phone column, by its number from 1, or by its name in the first line; repeat it for several',
      parse: repeated,
    },
    countryColumnOption,
    consentColumnOption,
    numbersOption,
    {
      flags: '--delimiter <character>',
      help: 'what parts the columns (default: a comma; tab for a tab)',
      parse: (text) => {
        if (text === 'tab' || text === '\\t') return accepted('\t');
        return text.length === 1 && text.charCodeAt(0) < 128 ? accepted(text) : refused('Give one character, or tab.');
      },
    },
    { flags: '--trailer', help: 'end with a line that says how many contacts there were, for `contacts merge`' },
    { flags: '--keep', help: 'put each line itself in front of its answer' },
  ],
  examples: [
    'smsctl contacts classify --contacts-country US < numbers.txt',
    'parallel --pipepart --block 10M -a contacts.csv smsctl contacts classify --plan plan.json --trailer',
    'smsctl contacts classify --contacts-column phone --country-column country < contacts.csv',
  ],
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./contacts-classify.ts'),
};
