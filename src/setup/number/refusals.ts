import type { Refusal } from '../../domain/readiness/facts.ts';

/** The provider's reasons, with their codes, as the end of a detail; empty if it gives none. */
export function reasonsIn(refusals: readonly Refusal[]): string {
  const words = refusals.slice(0, 3).map(({ code, text, fields }) => {
    const about = fields.length === 0 ? '' : ` (${fields.join(', ')})`;
    const reason = text === '' ? 'no text' : text.replace(/\.$/, '');
    return `${code === null ? '' : `error ${code}: `}${reason}${about}.`;
  });
  return words.length === 0 ? '' : ` Reason: ${words.join(' ')}`;
}

const codesIn = (refusals: readonly Refusal[]): readonly number[] => [
  ...new Set(refusals.map(({ code }) => code).filter((code) => code !== null)),
];

/** The codes, for the data of a finding. */
export const refusalsIn = (refusals: readonly Refusal[]): { readonly refusals?: string } => {
  const codes = codesIn(refusals);
  return codes.length === 0 ? {} : { refusals: codes.join(',') };
};

/** The remedy; if the provider gave a code, with the command that explains it. */
export function remedyFor(refusals: readonly Refusal[], remedy: { readonly text: string; readonly command: null }) {
  const [code] = codesIn(refusals);
  return {
    remedy: code === undefined ? remedy : { text: `${remedy.text} For details:`, command: `smsctl explain ${code}` },
  };
}

/** States that are not known here may be good ones. */
export const oddState = (status: string): string =>
  status === '' ? 'in an unknown state' : `in an unknown state: ${status}`;
