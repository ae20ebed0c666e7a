import type { WantedSender } from '../../../app/deliveries/delivery-log.ts';
import type { OverviewRead } from '../../../app/deliveries/read-overview.ts';
import { type FailureShare, failureShare } from '../../../domain/deliveries/failure-share.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import type { Provider } from '../../../ports.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, Workspace } from '../../command/context.ts';
import type { Moment } from './moment.ts';
import type { ShownOverview } from './overview-text.ts';

export interface DeliveriesOptions extends GlobalOptions {
  readonly since?: Moment;
  readonly until?: Moment;
  readonly from?: string;
  readonly to?: string;
  readonly message?: string;
  readonly follow?: true;
  readonly limit?: number;
  readonly maxFailed?: number;
  readonly showText?: true;
  readonly showNumbers?: true;
  readonly json?: true;
}

/** A run after its options and settings were read. */
export interface DeliveriesRun {
  readonly context: Context;
  readonly options: DeliveriesOptions;
  readonly settings: Settings;
  readonly workspace: Workspace;
  readonly provider: Provider;
  readonly sender: WantedSender | null;
  readonly limit: number;
  readonly maxFailed: number;
}

/** Alerts are about the whole account, so that refused requests of one sender are not known. */
export const shareOf = (read: OverviewRead, { sender, maxFailed }: DeliveriesRun): FailureShare =>
  failureShare(read.overview, sender === null ? read.alerts : [], maxFailed);

export function exitFor({ stopped }: OverviewRead, { exceeds }: FailureShare): ExitCode {
  if (stopped !== null) return exitCode.unknown;
  return exceeds ? exitCode.notReady : exitCode.done;
}

export const shownOverview = (
  { context, options, maxFailed, limit }: DeliveriesRun,
  read: OverviewRead,
  share: FailureShare,
): ShownOverview => ({
  read,
  share,
  maxFailed,
  limit,
  of: options.from === undefined ? '' : ` of ${options.from.trim()}`,
  unicode: context.unicode,
  plain: context.plain === true,
});
