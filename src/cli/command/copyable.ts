import { type ChosenOrganization, isNamed } from '../../app/organizations/choose-organization.ts';

/**
 * Adds `--org` to the commands in texts and data, unless they would use this organization anyway. A command may be pasted into
 * another shell, with another environment, directory or user. In data, it changes commands in backticks and fields called
 * `command`.
 */
export type Copyable = <T>(value: T) => T;

/**
 * The first words of commands that use an organization. Repeated here, since the list of commands loads too much for the runs that
 * need this. A test compares the two.
 */
export const aboutOrganization: readonly string[] =
  'setup verify status deliveries contacts credentials acknowledge report send-test exec config'.split(' ');

export const copyableFor = (chosen: ChosenOrganization): Copyable =>
  isNamed(chosen) ? copyableBy((command) => withOrg(command, chosen.id)) : (value) => value;

/** A function that changes each command in texts and data. */
export const copyableBy =
  (change: ChangeCommand): Copyable =>
  (value) =>
    changed(value, change);

/** A smsctl command in backticks, perhaps at the end of a pipe. */
const inBackticks = /`([^`\n]* \| )?(smsctl [^`\n]+)`/g;

type ChangeCommand = (command: string) => string;

function changed<T>(value: T, change: ChangeCommand): T;
function changed(value: unknown, change: ChangeCommand): unknown {
  if (typeof value === 'string')
    return value.replace(
      inBackticks,
      (_, before: string | undefined, command: string) => `\`${before ?? ''}${change(command)}\``,
    );
  if (Array.isArray(value)) return value.map((each) => changed(each, change));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'command' && typeof each === 'string' ? change(each) : changed(each, change),
    ]),
  );
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Words of a shell's command line. Quoted text is one word. */
const shellWords = /"[^"]*"|'[^']*'|\S+/g;

/** Words that end a command's own words: arguments for another program follow, or the shell's operators. */
const endings = new Set(['--', '|', '||', '&&', ';', '&', '<', '>', '>>', '2>']);

/** The command with `--org` after its own words. Unchanged if it has `--org`, or uses no organization. */
export function withOrg(command: string, id: string): string {
  const words = [...command.matchAll(shellWords)];
  const [program, first] = words.map(([word]) => word);
  if (program !== 'smsctl' || first === undefined || !aboutOrganization.includes(first)) return command;
  const end = words.find(([word]) => endings.has(word))?.index ?? command.length;
  const own = command.slice(0, end).trimEnd();
  if (/ --org(?:[ =]|$)/.test(own)) return command;
  return `${own} --org ${id}${end === command.length ? '' : ` ${command.slice(end)}`}`;
}
