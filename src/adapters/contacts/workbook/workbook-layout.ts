import { posix } from 'node:path';
import { unreadable } from '../list-file.ts';
import { damaged } from './workbook-problem.ts';
import { readXml } from './xml-reader.ts';
import { plainPart, type ZipParts } from './zip-parts.ts';

/** These parts name the others. They are short. */
const layoutBytes = 16 * 1024 * 1024;

interface WorkbookSheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

export interface WorkbookLayout {
  readonly sheets: readonly WorkbookSheet[];
  /** Days count from 1904, as in workbooks of old Macs. */
  readonly from1904: boolean;
  /** Null: the workbook has none. */
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

interface Relation {
  readonly id: string;
  /** The last word of its type: `officeDocument`, `worksheet`, `sharedStrings`. */
  readonly kind: string;
  readonly part: string;
}

/** The sheets of an Excel workbook, by what its parts say of each other. Rejects with `UserError` (`contacts.unreadable`). */
export async function workbookLayout(name: string, parts: ZipParts): Promise<WorkbookLayout> {
  const roots = await relationsOf(name, parts, '');
  const workbook = roots.find(({ kind }) => kind === 'officeDocument')?.part;
  if (workbook === undefined) throw damaged(name);
  if (workbook.endsWith('.bin')) {
    throw unreadable(
      name,
      'is a binary Excel workbook (.xlsb)',
      'In Excel, save it as "Excel Workbook (.xlsx)", and use that file.',
    );
  }
  const relations = await relationsOf(name, parts, workbook);
  const partOf = (wanted: string): string | null => relations.find(({ kind }) => kind === wanted)?.part ?? null;
  const sheets: WorkbookSheet[] = [];
  let from1904 = false;
  await readXml(name, parts.chunks(workbook, layoutBytes), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes().date1904 ?? '');
      if (tag !== 'sheet') return;
      const given = attributes();
      const id = Object.entries(given).find(([key]) => key.endsWith(':id'))?.[1];
      // A chart is a sheet without cells.
      const relation = relations.find((each) => each.id === id && each.kind === 'worksheet');
      if (relation === undefined) return;
      const isHidden = (given.state ?? 'visible') !== 'visible';
      sheets.push({ name: given.name ?? '', part: relation.part, isHidden });
    },
  });
  if (sheets.length === 0) throw unreadable(name, 'has no sheet with cells', 'Check that this is the right workbook.');
  return { sheets, from1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** What a part says of others; `''` is the file as a whole. */
async function relationsOf(name: string, parts: ZipParts, source: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(source);
  const part = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  const relations: Relation[] = [];
  await readXml(name, parts.chunks(part, layoutBytes), {
    open: (tag, attributes) => {
      if (tag !== 'Relationship') return;
      const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes();
      if (mode === 'External') return;
      const path = target.replaceAll('\\', '/');
      const resolved = path.startsWith('/') ? path : posix.join(folder, path);
      relations.push({ id, kind: type.slice(type.lastIndexOf('/') + 1), part: plainPart(posix.normalize(resolved)) });
    },
  });
  return relations;
}
