import type { Parsed } from '../../domain/text/parsed.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { Context } from './context.ts';
import type { Copyable } from './copyable.ts';
import type { DocumentSpec, ErrorContext } from './document.ts';

export interface OptionSpec {
  /** `-y, --yes`, `--timeout <time>`, `--check <ids>`. Its value is named by the long flag in camel case. */
  readonly flags: string;
  readonly help: string;
  /** Parses the value; `former` is the value so far of a repeated option. Absent: the text is the value. */
  readonly parse?: (text: string, former: unknown) => Parsed<unknown>;
  /** The command cannot run without it. */
  readonly required?: true;
  readonly values?: Values;
  /** The parser refuses other words than `values`. Absent: `parse` judges the text. */
  readonly closed?: true;
  /** The heading in the help. Absent: Options. */
  readonly group?: string;
  /** Options that contradict it, by their long flags; `--format=html` is that value only. */
  readonly conflicts?: readonly string[];
  /** It needs one of these options, by their long flags. */
  readonly requires?: readonly string[];
}

/** Values for completion: these words, or those of a kind. Absent: unknown. */
export type Values = 'file' | 'organization' | 'check' | 'subject' | 'schema' | 'scenario' | readonly string[];

interface ArgumentSpec {
  /** `<file>` must be given, `[file]` may be, `[files...]` takes the rest of the line. */
  readonly name: string;
  readonly help: string;
  readonly values?: Values;
  /** The parser refuses other words than `values`, with this error code. Absent: the command judges the word. */
  readonly unknown?: { readonly code: string; readonly kind: string };
}

/** What the line does, as a comment above it; and the line, without a prompt. It parses. */
export type Example = readonly [does: string, line: string];

/** A command's names, options and help. Its code is loaded when it runs. */
export interface CommandSpec {
  /** `verify`, or `org list` below the group `org`. */
  readonly path: string;
  /** One line of the list of commands; no capital, no full stop. */
  readonly summary: string;
  readonly description: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  readonly examples: readonly Example[];
  /** Text of the help below the examples. */
  readonly furtherHelp?: string;
  /** The document of `--json`. Absent: the command has none. */
  readonly document?: DocumentSpec;
  /** Makes the output of a run that failed, by `--format`. Absent: such a run prints an error only. */
  readonly failure?: Readonly<Record<string, () => Promise<(about: ErrorContext, error: UserError) => string>>>;
  /** The command reads no credentials, so that it runs with unsafe Node.js settings. Absent: it may read them. */
  readonly withoutCredentials?: true;
  /** True if the command reads no credentials with these arguments. Absent: never. */
  readonly isHarmless?: (args: readonly string[]) => boolean;
  /** It passes secrets to another program, so that only files of the user or root may choose its organization. */
  readonly givesSecrets?: true;
  /** Its output is copied or read by a program, and never wrapped. */
  readonly verbatim?: true;
  /** Not in the help. */
  readonly hidden?: true;
  /** The command uses no organization, or finds its own. */
  readonly withoutOrganization?: true;
  /**
   * `may-be-new`: a named organization need not be set up, unless `org use` named it. `optional`: nor must one be named if there are
   * several. Absent: the named organization must be set up.
   */
  readonly organization?: 'may-be-new' | 'optional';
  /** True if these options make `organization` optional. Absent: never. */
  readonly needsNoOrganization?: (options: Readonly<Record<string, unknown>>) => boolean;
  /** What the command is about instead of an organization, with these options. Undefined: it is about an organization. */
  readonly insteadOfOrganization?: (options: Readonly<Record<string, unknown>>) => string | undefined;
  /** The organization in the arguments of a command that finds its own; its errors name it. */
  readonly organizationIn?: (args: readonly string[]) => string | undefined;
  readonly load: () => Promise<CommandModule>;
}

interface CommandModule {
  /**
   * `options` by the names of the flags in camel case, global ones included. Resolves with an `ExitCode`, or with the exit code of
   * another program.
   */
  run(context: Context, options: object, args: readonly string[]): Promise<number>;
}

/** Commands with a first word in common. */
export interface GroupSpec {
  readonly name: string;
  readonly summary: string;
}

export interface CommandTree {
  readonly commands: readonly CommandSpec[];
  readonly groups: readonly GroupSpec[];
}

/** Options of every command that uses an organization. */
export interface GlobalOptions {
  readonly org: string;
  /** For every text and document that names a command. Errors get it from `reportError`. */
  readonly copyable: Copyable;
}

/** The option of every command that has a document. */
export const jsonOption = ({ schema }: DocumentSpec): OptionSpec => ({
  flags: '--json',
  help: `print one JSON document (${schema})`,
});

/** The option for a command that does not read its variable. */
export const withoutVariable = (option: OptionSpec): OptionSpec => ({
  ...option,
  help: option.help.replace(/ \[\w+\]$/, ''),
});
