import type { HeaderRole } from '../contact-words/header-role.ts';
import type { ColumnChoice, ColumnRole, ColumnUse, ListPlan } from './contact-plan.ts';
import type { Column } from './number-columns.ts';

const numberLike: ReadonlySet<HeaderRole['role']> = new Set(['other-person', 'machine', 'identifier']);

/** The columns with a role, used or not, for a report. */
export function usesOf(
  columns: readonly Column[],
  plan: ListPlan,
  ground: ColumnUse['ground'],
  choice: ColumnChoice,
): readonly ColumnUse[] {
  const use = (index: number, role: ColumnRole, used: boolean, from: ColumnUse['ground']): ColumnUse[] => {
    const name = columns[index]?.name;
    return name === undefined
      ? []
      : [{ name: name === '' ? `column ${index + 1}` : name, role, used, ground: from, rows: null }];
  };
  const byHeader = (index: number, role: ColumnRole): boolean => {
    const named = columns[index]?.header.role;
    return named === role || (named === 'code-or-country' && role === 'dialling-code');
  };
  const parts = (key: 'dialling' | 'area' | 'extension' | 'label', role: ColumnRole): ColumnUse[] =>
    [...new Set(plan.numbers.map((number) => number[key]))].flatMap((index) =>
      use(index, role, true, byHeader(index, role) ? 'header' : 'content'),
    );
  return [
    ...plan.numbers.flatMap(({ column }) => use(column, 'number', true, ground)),
    ...parts('dialling', 'dialling-code'),
    ...parts('area', 'area-code'),
    ...parts('extension', 'extension'),
    ...parts('label', 'label'),
    ...use(plan.country, 'country', true, choice.country === undefined ? 'header' : 'option'),
    ...plan.consents.flatMap(({ column, sense }) =>
      use(column, sense, true, choice.consent === undefined ? 'header' : 'option'),
    ),
    ...columns
      .filter(({ index, header, content }) => {
        const isUsed = plan.numbers.some(({ column }) => column === index);
        return (
          !isUsed && numberLike.has(header.role) && content().phones * 2 > content().filled && content().filled > 0
        );
      })
      .flatMap(({ index, header }) => use(index, header.role as ColumnRole, false, 'header')),
  ];
}
