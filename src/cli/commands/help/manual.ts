import type { CommandTree, OptionSpec } from '../../command/command.ts';
import type { HelpTopic } from './help-topics.ts';

interface Manual extends CommandTree {
  readonly version: string;
  readonly globalOptions: readonly OptionSpec[];
  readonly topics: readonly HelpTopic[];
}

/** `man` indents by seven. */
const manualColumns = 72;

/** Escapes text for roff: no line becomes a request, and dashes can be copied. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1')
    .replace(/`([^`]*)`/g, '\\fB$1\\fR');

const option = ({ flags, help }: OptionSpec): string => `.TP\n\\fB${roff(flags)}\\fR\n${roff(help)}\n`;

/** The manual page, in roff, made from the list of commands and the topics of the help. */
export function manualPage({ version, commands, globalOptions, topics }: Manual): string {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  return [
    `.TH SMSCTL 1 "" "smsctl ${version}" "User Commands"\n`,
    '.SH NAME\nsmsctl \\- sets up an organization\\(aqs SMS, step by step, and proves that it works\n',
    '.SH SYNOPSIS\n.B smsctl\n[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]\n',
    `.SH OPTIONS\n${globalOptions.map(option).join('')}`,
    '.SH COMMANDS\n',
    ...shown.map(({ path, description, arguments: args = [], options = [], examples }) =>
      [
        `.SS smsctl ${roff([path, ...args.map(({ name }) => name)].join(' '))}\n`,
        `${description.split('\n').map(roff).join('\n.PP\n')}\n`,
        ...args.map(({ name, help }) => `.TP\n\\fI${roff(name)}\\fR\n${roff(help)}\n`),
        ...options.map(option),
        `.PP\nExamples:\n.PP\n.nf\n${roff(examples.map(([does, line]) => `# ${does}\n${line}`).join('\n'))}\n.fi\n`,
      ].join(''),
    ),
    ...topics.map(
      ({ name, text }) => `.SH ${roff(name.toUpperCase())}\n.nf\n${roff(text(commands, manualColumns))}.fi\n`,
    ),
    '.SH SEE ALSO\nREADME.md and docs/reference.md in the package\n',
  ].join('');
}
