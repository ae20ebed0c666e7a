import { type RowChoice, rowChoices } from '../../../domain/contacts/row-choices.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { ContactList, RowWriter } from '../../../ports.ts';
import type { Context } from '../../command/context.ts';

export interface OutputPaths {
  readonly valid?: string;
  readonly invalid?: string;
  readonly fixed?: string;
  readonly report?: string;
  readonly planOut?: string;
  /** Replaces files that exist. */
  readonly yes?: boolean;
}

type RowOption = keyof typeof rowChoices;

export type Outputs = Awaited<ReturnType<typeof openOutputs>>;

/**
 * The files that a check writes; none of them appears before it is committed. The page and the plan file are opened before any
 * list is read, so that a file that exists is reported at once.
 */
export async function openOutputs(
  options: OutputPaths,
  sources: readonly string[],
  loadFiles: Context['contactFiles'],
) {
  const { report, planOut } = options;
  const paths = rowPaths(options);
  const needsFiles = paths.length > 0 || report !== undefined || planOut !== undefined;
  const files = needsFiles ? await loadFiles() : undefined;
  const replacing = { replace: options.yes === true, sources };
  const open = (path: string | undefined) => (path === undefined ? undefined : files?.openOutput(path, replacing));
  const planFile = open(planOut);
  try {
    const page = open(report);
    const rows = rowFiles(paths, (path, list, choice) => files?.openRowWriter(path, list, { ...replacing, choice }));
    return {
      page,
      planFile,
      /** The writers of a list's rows; undefined if no rows are written. */
      openWriters: paths.length === 0 ? undefined : rows.open,
      commitRows: rows.commit,
      abort: () => {
        for (const file of [rows, page, planFile]) file?.abort();
      },
    };
  } catch (error) {
    planFile?.abort();
    throw error;
  }
}

function rowFiles(
  paths: readonly (readonly [RowOption, string])[],
  openWriter: (path: string, list: ContactList, choice: RowChoice) => RowWriter | undefined,
) {
  const writers = new Map<RowOption, RowWriter>();
  let first: ContactList | undefined;
  return {
    /** Throws if the columns of the list are not those of the first one. */
    open: (list: ContactList): readonly RowWriter[] => {
      refuseOtherColumns(list, first);
      first ??= list;
      for (const [option, path] of paths) {
        const writer = writers.get(option) ?? openWriter(path, list, rowChoices[option]);
        if (writer !== undefined) writers.set(option, writer);
      }
      return [...writers.values()];
    },
    /** A writer that was committed is not aborted any more. */
    commit: () => {
      const committed = [...writers].map(([option, writer]) => [option, writer.commit()] as const);
      writers.clear();
      return committed;
    },
    abort: () => {
      for (const writer of writers.values()) writer.abort();
    },
  };
}

/** Rows with different columns do not fit one file. */
function refuseOtherColumns(list: ContactList, first: ContactList | undefined): void {
  const isSame =
    first === undefined || (list.form === first.form && list.columns.join('\n') === first.columns.join('\n'));
  if (isSame) return;
  throw new UserError({
    code: 'contacts.output',
    message: `${printable(list.name)} and ${printable(first.name)} have different columns, so their rows do not fit one file.`,
    hints: ['To write rows, check the lists one by one.'],
  });
}

/** Paths of files with rows, by option. Throws if two outputs have one path. */
function rowPaths(options: OutputPaths): readonly (readonly [RowOption, string])[] {
  const wanted = (['valid', 'invalid', 'fixed'] as const).flatMap((option) => {
    const path = options[option];
    return path === undefined ? [] : [[option, path] as const];
  });
  const others = [options.report, options.planOut].filter((path) => path !== undefined);
  const paths = [...wanted.map(([, path]) => path), ...others];
  if (new Set(paths).size === paths.length) return wanted;
  throw new UserError({
    code: 'input.invalid',
    message: 'Two outputs have the same path.',
    hints: ['Use a different path for each output.'],
  });
}
