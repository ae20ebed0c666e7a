import { type ChosenOrganization, isNamed } from '../../app/organizations/choose-organization.ts';

/**
 * Makes the commands in words and data fit to be copied: each that is about an organization names the one of this run, unless a
 * copied command would be about that one anyway. What holds for this run alone, or for this shell, directory or user, does not
 * reach the shell of the person who copies. Of data it looks at commands in backticks, and at fields called `command`.
 */
export type Copyable = <T>(value: T) => T;

/**
 * The first words of commands that are about an organization. Kept here, since the list of commands loads too much for the runs
 * that need this; a test compares the two.
 */
export const aboutOrganization: readonly string[] =
  'setup verify status contacts credentials acknowledge report send-test exec config'.split(' ');

export const copyableFor = (chosen: ChosenOrganization): Copyable =>
  isNamed(chosen) ? (value) => addressed(value, chosen.id) : (value) => value;

/** A command of ours in backticks. */
const inBackticks = /`(smsctl [^`\n]+)`/g;

function addressed<T>(value: T, id: string): T;
function addressed(value: unknown, id: string): unknown {
  if (typeof value === 'string')
    return value.replace(inBackticks, (_, command: string) => `\`${withOrg(command, id)}\``);
  if (Array.isArray(value)) return value.map((each) => addressed(each, id));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'command' && typeof each === 'string' ? withOrg(each, id) : addressed(each, id),
    ]),
  );
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Words of a shell's command line, quoted ones whole. */
const shellWords = /"[^"]*"|'[^']*'|\S+/g;

/** What ends the words of a command that are its own: its arguments for another program, or the shell's. */
const endings = new Set(['--', '|', '||', '&&', ';', '&', '<', '>', '>>', '2>']);

/** The command with `--org` behind its own words; as it is when it names an organization, or is about none. */
export function withOrg(command: string, id: string): string {
  const words = [...command.matchAll(shellWords)];
  const [program, first] = words.map(([word]) => word);
  if (program !== 'smsctl' || first === undefined || !aboutOrganization.includes(first)) return command;
  const end = words.find(([word]) => endings.has(word))?.index ?? command.length;
  const own = command.slice(0, end).trimEnd();
  if (/ --org(?:[ =]|$)/.test(own)) return command;
  return `${own} --org ${id}${end === command.length ? '' : ` ${command.slice(end)}`}`;
}
