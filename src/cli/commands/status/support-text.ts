import type { Support } from '../../../app/status/support.ts';
import { verdictWords } from '../../../domain/readiness/verdict.ts';
import type { Copyable } from '../../command/copyable.ts';
import { dayText } from '../../render/day.ts';
import { type Style, wrap } from '../../render/style.ts';

const labelWidth = 15;

/** What support asks for first. Safe to paste into a ticket: only values on the allow-list are in it. */
export function supportLines(support: Support, style: Style, copyable: Copyable): string {
  const { versions, stores, settings, settingsProblem, verification, variables, network } = support;
  const line = (label: string, text: string) =>
    `${style.dim(label.padEnd(labelWidth))}${wrap(text, style.columns, labelWidth).trimStart()}\n`;
  // Without a setup every check fails.
  const checks = settings === null ? [] : verification.checks;
  const troubled = checks.filter(({ status }) => status === 'fail' || status === 'warn' || status === 'unknown');
  return [
    `${style.strong(`Support information of ${support.organization}`)}\n\n`,
    line(
      'Versions',
      `smsctl ${versions.smsctl}, Node ${versions.node}, ${versions.platform} ${versions.release} ${versions.arch}`,
    ),
    line('Provider', support.provider),
    line('Proxy', proxyWords(support)),
    line('Certificates', certificateWords(network)),
    line('Variables set', variables.length === 0 ? 'none that matter' : variables.join(', ')),
    ...stores.map(({ kind, ready, problem, chosen }) =>
      line(`Store ${kind}`, `${ready ? 'ready' : (problem ?? 'not ready')}${chosen ? '; in use' : ''}`),
    ),
    line(
      'Last verified',
      `${verification.completedAt === null ? 'never' : dayText(verification.completedAt)}; ${verdictWords[verification.verdict]}`,
    ),
    ...troubled.map(({ id, status, code }) => line('', `${status} ${id}${code === null ? '' : ` [error ${code}]`}`)),
    ...(settings === null
      ? [line('Settings', settingsProblem ?? 'nothing is saved')]
      : [settingsPart(support, settings, style, copyable)]),
  ].join('');
}

function settingsPart(
  { manifest, unknownSettings }: Support,
  settings: NonNullable<Support['settings']>,
  { dim, columns }: Style,
  copyable: Copyable,
): string {
  const count = (treatment: string) => manifest.filter((each) => each.treatment === treatment).length;
  const unknown =
    unknownSettings === 0 ? '' : ` ${unknownSettings} under names that smsctl does not know were left out, too.`;
  return [
    `\n${dim('Settings')}\n`,
    ...Object.entries(settings).map(([name, value]) => `  ${name}: ${value}\n`),
    `\n${wrap(
      `${count('kept')} settings as they are, ${count('masked')} masked, ${count('dropped')} left out.${unknown} ${copyable('`smsctl status --bundle FILE`')} writes all of it, with the list.`,
      columns,
    )}\n`,
  ].join('');
}

function proxyWords({ network: { proxy, exceptions } }: Support): string {
  if (proxy === null) return 'none';
  const password = proxy.hasPassword ? ', with a password' : '';
  return `${proxy.variable} (${proxy.scheme}${password})${exceptions ? '; there are exceptions' : ''}`;
}

const certificateWords = ({ extraCertificates, certificatesChecked }: Support['network']): string =>
  [
    extraCertificates ? 'NODE_EXTRA_CA_CERTS adds to them' : "Node's own",
    ...(certificatesChecked ? [] : ['not checked: NODE_TLS_REJECT_UNAUTHORIZED is 0']),
  ].join('; ');
