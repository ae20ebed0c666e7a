import { headerRole, type NumberKind } from '../contact-words/header-role.ts';

const ranks: Readonly<Record<NumberKind | 'landline', number>> = {
  mobile: 0,
  plain: 1,
  home: 2,
  work: 3,
  company: 4,
  landline: 5,
};

const landline = /land.?line|fixed|festnetz|\bfixe?\b|\bfijo\b|\bfisso\b/i;

/** Whether a text names the type of a number: `Mobile`, `Home Fax`, `ICE`. */
export const isLabel = (text: string): boolean =>
  landline.test(text) || ['number', 'place', 'machine', 'other-person'].includes(headerRole(text).role);

/** The rank of a number with a label; null: a machine or another person. */
function rankOf(kind: NumberKind, label: string): number | null {
  if (label.trim() === '') return ranks[kind];
  if (landline.test(label)) return ranks.landline;
  const meaning = headerRole(label);
  if (meaning.role === 'machine' || meaning.role === 'other-person') return null;
  if (meaning.role === 'number' || meaning.role === 'place') return ranks[meaning.kind];
  return ranks[kind];
}

const labelRanks = new Map<string, number | null>();

/** `rankOf`, cached, since the same few labels come in every row. */
export function knownRank(kind: NumberKind, label: string): number | null {
  const key = `${kind} ${label}`;
  const known = labelRanks.get(key);
  if (known !== undefined) return known;
  const rank = rankOf(kind, label);
  if (labelRanks.size > 500) labelRanks.clear();
  labelRanks.set(key, rank);
  return rank;
}
