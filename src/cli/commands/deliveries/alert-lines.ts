import type { AlertGroup } from '../../../domain/deliveries/alert-record.ts';
import { countText } from '../../../domain/text/counts.ts';
import { type Style, wrap } from '../../render/style.ts';
import { firstOf, spanOf } from './shared-lines.ts';

const alertKinds: Readonly<Record<AlertGroup['kind'], string>> = {
  webhook: 'webhook',
  refused: 'request refused, no message',
  message: 'message',
  other: 'other',
};

/** Alerts about messages are failures of the overview, so that only `all` shows them again. */
export function alertLines(alerts: readonly AlertGroup[], style: Style, all = false): readonly string[] {
  const rows = alerts.filter(({ kind }) => all || kind === 'webhook' || kind === 'refused');
  if (rows.length === 0) return [];
  return [
    style.strong('Alerts'),
    ...firstOf(rows, style, ({ kind, code, count, first, last, hosts, httpStatuses, reason }) => {
      const seen = [...httpStatuses.map((status) => `HTTP ${status}`), ...hosts].join(', ');
      const span = first === null || last === null ? '' : spanOf(first, last);
      return [
        wrap(
          `${code ?? 'no code'}  ${reason?.title ?? 'Not among the codes that smsctl knows'}: ${countText(count)} (${alertKinds[kind]})`,
          style.columns,
          2,
        ),
        style.dim(
          wrap([span, kind === 'webhook' ? seen : ''].filter((part) => part !== '').join('; '), style.columns, 9),
        ),
      ];
    }),
  ];
}
