import type { Support } from '../../../app/status/support.ts';
import { summarize, summaryText, verdictWords } from '../../../domain/readiness/verdict.ts';
import { counted } from '../../../domain/text/counts.ts';
import type { Copyable } from '../../command/copyable.ts';
import { checkLines } from '../../render/checklist.ts';
import { dayText } from '../../render/day.ts';
import { periodWords } from '../../render/period-text.ts';
import { type Style, wrap } from '../../render/style.ts';

const labelWidth = 17;

/** What support asks for first. Safe to paste into a ticket: only values on the allow-list are in it. */
export function supportLines(support: Support, style: Style, copyable: Copyable): string {
  const { versions, stores, settings, settingsProblem, variables, network } = support;
  const period = periodWords(support.verification);
  const line = (label: string, text: string) =>
    `${style.dim(`${label}:`.padEnd(labelWidth))}${wrap(text, style.columns, labelWidth).trimStart()}\n`;
  return [
    `${style.strong(`Support information of ${support.organization}`)}\n\n`,
    line(
      'Versions',
      `smsctl ${versions.smsctl}, Node.js ${versions.node}, ${versions.platform} ${versions.release} ${versions.arch}`,
    ),
    line('Provider', support.provider === 'twilio' ? 'Twilio' : 'a mock server (SMSCTL_TWILIO_URL)'),
    line('Proxy', proxyWords(support)),
    line('Certificates', certificateWords(network)),
    line('Variables set', variables.length === 0 ? 'none' : variables.join(', ')),
    ...stores.map(({ kind, ready, problem, chosen }) =>
      line(`Store ${kind}`, `${ready ? 'ready' : (problem ?? 'not ready')}${chosen ? ' (in use)' : ''}`),
    ),
    line('Last verified', verificationWords(support)),
    ...(period === undefined ? [] : [line(...period)]),
    ...(settings === null
      ? [line('Settings', settingsProblem ?? 'nothing is saved')]
      : [checksPart(support, style), settingsPart(support, settings, style, copyable)]),
  ].join('');
}

function verificationWords({ verification: { completedAt, verdict, checks } }: Support): string {
  if (completedAt === null) return `never (${verdictWords[verdict]})`;
  return `${dayText(completedAt)} (${verdictWords[verdict]}: ${summaryText(summarize(checks))})`;
}

/** The checks that do not pass, without those that depend on another one. */
function checksPart({ verification: { checks }, madeAt }: Support, style: Style): string {
  const open = checks.flatMap((check) =>
    check.detail === null || check.blockedBy !== null ? [] : [{ ...check, detail: check.detail, data: {} }],
  );
  if (open.length === 0) return '';
  const blocked = checks.filter(({ blockedBy }) => blockedBy !== null).length;
  const lines = open.map((check, index) => checkLines(check, style, new Date(madeAt), open[index + 1]));
  return [
    `\n${style.dim('Checks that do not pass')}\n${lines.join('')}`,
    blocked === 0 ? '' : `  ${counted(blocked, 'more check')} ${blocked === 1 ? 'depends' : 'depend'} on these.\n`,
  ].join('');
}

function settingsPart(
  { manifest, unknownSettings }: Support,
  settings: NonNullable<Support['settings']>,
  { dim, columns }: Style,
  copyable: Copyable,
): string {
  const count = (treatment: string) => manifest.filter((each) => each.treatment === treatment).length;
  const unknown = unknownSettings === 0 ? '' : ` ${counted(unknownSettings, 'unknown setting')} left out as well.`;
  return [
    `\n${dim('Settings')}\n`,
    ...Object.entries(settings).map(([name, value]) => `  ${name}: ${value}\n`),
    `\n${wrap(
      `${counted(count('kept'), 'setting')} unchanged, ${count('masked')} masked, ${count('dropped')} left out.${unknown} To write this as JSON, run ${copyable('`smsctl status --bundle FILE`')}.`,
      columns,
    )}\n`,
  ].join('');
}

function proxyWords({ network: { proxy, exceptions } }: Support): string {
  if (proxy === null) return 'none';
  const password = proxy.hasPassword ? ', with a password' : '';
  return `${proxy.variable} (${proxy.scheme}${password}${exceptions ? ', with exceptions' : ''})`;
}

const certificateWords = ({ extraCertificates, certificatesChecked }: Support['network']): string =>
  [
    extraCertificates ? "Node.js' own and NODE_EXTRA_CA_CERTS" : "Node.js' own",
    ...(certificatesChecked ? [] : ['not checked (NODE_TLS_REJECT_UNAUTHORIZED=0)']),
  ].join(', ');
