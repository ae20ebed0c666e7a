import { errorCodes } from '../error-codes/error-codes.ts';
import { type AlertGroup, type AlertRecord, alertKind, mostHosts } from './alert-record.ts';

interface Group {
  readonly kind: AlertGroup['kind'];
  readonly code: number | null;
  count: number;
  first: number | null;
  last: number | null;
  readonly hosts: Map<string, number>;
  readonly statuses: Map<number, number>;
}

/** Different hosts that are counted for a code. Others only count as alerts, so that the memory stays bounded. */
const countedHosts = 100;

/** Groups alerts one by one. Its memory depends on the number of codes, not of alerts. Alerts below a warning are left out. */
export function alertTally() {
  const groups = new Map<string, Group>();
  return {
    add: (alert: AlertRecord): void => {
      if (alert.level !== 'error' && alert.level !== 'warning') return;
      const kind = alertKind(alert);
      const key = `${kind} ${alert.code}`;
      const empty = {
        kind,
        code: alert.code,
        count: 0,
        first: null,
        last: null,
        hosts: new Map(),
        statuses: new Map(),
      };
      const group: Group = groups.get(key) ?? empty;
      groups.set(key, group);
      group.count += 1;
      if (alert.at !== null) {
        group.first = Math.min(group.first ?? alert.at, alert.at);
        group.last = Math.max(group.last ?? alert.at, alert.at);
      }
      increase(group.hosts, alert.host);
      increase(group.statuses, alert.httpStatus);
    },
    /** The groups so far, most frequent first. */
    groups: (): readonly AlertGroup[] =>
      [...groups.values()]
        .map(({ hosts, statuses, ...group }) => ({
          ...group,
          hosts: mostFrequent(hosts),
          httpStatuses: mostFrequent(statuses),
          reason: errorCodes.find(({ code }) => code === group.code) ?? null,
        }))
        .sort((one, other) => other.count - one.count || (one.code ?? 0) - (other.code ?? 0)),
  };
}

function increase<Key>(counts: Map<Key, number>, key: Key | null): void {
  if (key === null) return;
  const count = counts.get(key);
  if (count !== undefined || counts.size < countedHosts) counts.set(key, (count ?? 0) + 1);
}

const mostFrequent = <Key>(counts: ReadonlyMap<Key, number>): readonly Key[] =>
  [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostHosts)
    .map(([key]) => key);
