import { rowChoices } from '../../../app/contacts/row-choices.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { ContactList, OutputFile, RowWriter } from '../../../ports.ts';
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

/** The files that a check writes. None of them appears before it is committed. */
export interface Outputs {
  /** The writers of a list's rows; absent if no rows are written. Throws if the columns differ from the first list's. */
  readonly openWriters?: (list: ContactList) => readonly RowWriter[];
  readonly commitRows: () => readonly (readonly [RowOption, ReturnType<RowWriter['commit']>])[];
  readonly page?: OutputFile;
  readonly planFile?: OutputFile;
  /** Notes a list that was opened, for the plan file. */
  readonly noteList: (list: ContactList) => ContactList;
  /** The last list that was opened. */
  readonly list: () => ContactList | undefined;
  readonly abort: () => void;
}

/** Opens the page and the plan file before any list is read, so that a file that exists is reported at once. */
export async function openOutputs(
  options: OutputPaths,
  sources: readonly string[],
  loadFiles: Context['contactFiles'],
): Promise<Outputs> {
  const { report, planOut } = options;
  const paths = rowPaths(options);
  let list: ContactList | undefined;
  const lists = {
    noteList: (opened: ContactList) => {
      list = opened;
      return opened;
    },
    list: () => list,
  };
  if (paths.length === 0 && report === undefined && planOut === undefined)
    return { ...lists, commitRows: () => [], abort: () => {} };
  const { openOutput, openRowWriter } = await loadFiles();
  const replacing = { replace: options.yes === true, sources };
  const rows = rowFiles(paths, (path, own, choose) => openRowWriter(path, own, { ...replacing, choose }));
  const planFile = planOut === undefined ? undefined : openOutput(planOut, replacing);
  try {
    const page = report === undefined ? undefined : openOutput(report, replacing);
    return {
      ...lists,
      ...(paths.length > 0 && { openWriters: rows.open }),
      commitRows: rows.commit,
      ...(page !== undefined && { page }),
      ...(planFile !== undefined && { planFile }),
      abort: () => {
        for (const file of [rows, page, planFile]) file?.abort();
      },
    };
  } catch (error) {
    planFile?.abort();
    throw error;
  }
}

type RowChoice = (typeof rowChoices)[RowOption];

function rowFiles(
  paths: readonly (readonly [RowOption, string])[],
  openWriter: (path: string, list: ContactList, choose: RowChoice) => RowWriter,
) {
  const writers = new Map<RowOption, RowWriter>();
  let first: ContactList | undefined;
  return {
    open: (list: ContactList): readonly RowWriter[] => {
      refuseOtherColumns(list, first);
      first ??= list;
      for (const [option, path] of paths) {
        if (!writers.has(option)) writers.set(option, openWriter(path, list, rowChoices[option]));
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
    message: `${printable(list.name)} has other columns than ${printable(first.name)}: their rows make no one file.`,
    hints: ['Check the lists one by one when rows are to be written.'],
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
    message: 'Two outputs have one path.',
    hints: ['Give each of them a path of its own.'],
  });
}
