import { accepted, refused } from '../../../domain/text/parsed.ts';
import { type CommandSpec, withoutVariable } from '../../command/command.ts';
import {
  consentColumnOption,
  countryColumnOption,
  countryOption,
  numbersOption,
  phoneColumnOption,
} from './contacts-check-command.ts';

export const contactsClassifyCommand: CommandSpec = {
  path: 'contacts classify',
  summary: 'classify one contact per line, as a filter',
  description:
    'Reads lines from stdin and prints one line for each, in the same order. Engines run it on many cores or machines: ' +
    'Dask, GNU parallel, Spark.\n' +
    'Output columns, separated by tabs: e164, country, type, verdict (textable or not-textable), reason. ' +
    'Blank lines and headers get a line that is not counted as a contact.\n' +
    'With --plan, the verdicts are those of `contacts check`. `contacts merge` finds the duplicates.',
  options: [
    {
      flags: '--plan <file>',
      help: 'read the columns by a plan of `contacts check --plan-out`',
      conflicts: ['--contacts-column', '--country-column', '--consent-column', '--contacts-numbers', '--delimiter'],
    },
    countryOption,
    {
      ...phoneColumnOption,
      flags: '--contacts-column <column>',
      help: 'phone column, by its number or header; repeatable',
    },
    // Variables name columns of the saved list, and these lines may be of another one.
    ...[countryColumnOption, consentColumnOption, numbersOption].map(withoutVariable),
    {
      flags: '--delimiter <character>',
      help: 'separate columns by this character, or tab (default: comma)',
      parse: (text) => {
        if (text === 'tab' || text === '\\t') return accepted('\t');
        return text.length === 1 && text.charCodeAt(0) < 128 ? accepted(text) : refused('Enter one character, or tab.');
      },
    },
    { flags: '--trailer', help: 'end with a line that counts the contacts' },
    { flags: '--keep', help: 'put each input line before its result', conflicts: ['--trailer'] },
  ],
  examples: [
    ['classify one number per line', 'smsctl contacts classify --contacts-country US < numbers.txt'],
    [
      'classify a list on all cores, by a plan',
      'parallel --pipepart --block 10M -a contacts.csv smsctl contacts classify --plan plan.json --trailer',
    ],
    [
      'classify the columns of a CSV file',
      'smsctl contacts classify --contacts-column phone --country-column country < contacts.csv',
    ],
  ],
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./contacts-classify.ts'),
};
