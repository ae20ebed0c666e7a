import type { Parsed } from '../../domain/text/parsed.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { Context } from './context.ts';
import type { Copyable } from './copyable.ts';
import type { DocumentForm, Moment } from './document.ts';

/** One option of a command, as data. */
export interface OptionSpec {
  /** `-y, --yes`, `--timeout <time>`, `--check <ids>`. Its value goes by the long name in camel case. */
  readonly flags: string;
  readonly help: string;
  /** What becomes of the text; `former` is the value so far where an option may be repeated. Absent: it stays as it is. */
  readonly parse?: (text: string, former: unknown) => Parsed<unknown>;
  /** The command cannot run without it. */
  readonly required?: true;
  readonly values?: Values;
}

/** What can stand in a place of the command line, for completion: these words, or a kind of thing. Absent: nobody knows. */
export type Values = 'file' | 'organization' | 'check' | 'subject' | 'schema' | 'scenario' | readonly string[];

interface ArgumentSpec {
  /** `<file>` must be given, `[file]` may be, `[files...]` takes the rest of the line. */
  readonly name: string;
  readonly help: string;
  readonly values?: Values;
}

/** What a command is: names, options and help, complete without loading what it does. */
export interface CommandSpec {
  /** `verify`, or `org list` below the group `org`. */
  readonly path: string;
  /** One line of the list of commands; no capital, no full stop. */
  readonly summary: string;
  readonly description: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Lines that can be pasted, without the prompt; each parses. */
  readonly examples: readonly string[];
  /** Help that takes looking something up; stands behind the examples. */
  readonly furtherHelp?: (context: Context) => Promise<string>;
  /** The document of `--json`. Absent: the command has none. */
  readonly document?: DocumentForm;
  /** What takes the place of the document of a run that could not start, by `--format`. Absent: nothing does. */
  readonly failure?: Readonly<Record<string, () => Promise<(moment: Moment, error: UserError) => string>>>;
  /** The command comes near no credential, so that it runs also where Node would show one. Absent: it may. */
  readonly withoutCredentials?: true;
  /** True where these arguments bring no credential near, so that nobody has to look for a debugger. Absent: never. */
  readonly isHarmless?: (args: readonly string[]) => boolean;
  /** It gives secrets to another program, so that only the user's own files and root's may choose its organization. */
  readonly givesSecrets?: true;
  /** What it prints is copied or read by a program: it is not broken for a narrow terminal. */
  readonly verbatim?: true;
  /** Not in the help: nobody types it. */
  readonly hidden?: true;
  /** The command is about no organization, or finds its own. */
  readonly standsAlone?: true;
  /**
   * `may-be-new`: the organization that is named need not be set up yet, but for one that `org use` chose. `optional`: nor need one be named among several; the
   * command does without. Absent: the organization that is named is set up.
   */
  readonly organization?: 'may-be-new' | 'optional';
  /** True where these options make `organization` optional. Absent: none do. */
  readonly needsNoOrganization?: (options: Readonly<Record<string, unknown>>) => boolean;
  /** The organization that a command finds by itself, in its arguments: its errors are about that one. */
  readonly organizationIn?: (args: readonly string[]) => string | undefined;
  /** The module with what the command does; loaded when it is run. */
  readonly load: () => Promise<CommandModule>;
}

interface CommandModule {
  /** `options` by the names of the flags in camel case, those of the program included; `args` in their order. */
  /** Resolves with an `ExitCode`, or with what another program ended with. */
  run(context: Context, options: object, args: readonly string[]): Promise<number>;
}

/** Commands with a first word in common. */
export interface GroupSpec {
  readonly name: string;
  readonly summary: string;
}

/** All of it, as the parser, the help and completion read it. */
export interface CommandTree {
  readonly commands: readonly CommandSpec[];
  readonly groups: readonly GroupSpec[];
}

/** What every command knows that is about an organization. */
export interface GlobalOptions {
  readonly org: string;
  /** For every text and document that names a command. Errors go through it by themselves. */
  readonly copyable: Copyable;
}

/** The option of every command that has a document. */
export const jsonOption = ({ schema }: DocumentForm): OptionSpec => ({
  flags: '--json',
  help: `one JSON document on stdout (${schema}), also on errors`,
});
