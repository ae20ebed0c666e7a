import type { HandOver, Statement } from '../../../app/status/hand-over.ts';
import type { Remedy } from '../../../domain/readiness/check.ts';
import { countText, shareText } from '../../../domain/text/counts.ts';
import { markdownText } from '../../../domain/text/markdown-text.ts';
import type { Copyable } from '../../command/copyable.ts';
import { standInNote } from '../../render/checklist.ts';
import { dayText, localDates } from '../../render/day.ts';
import { markdownTable } from '../../render/markdown-table.ts';
import { checkedTogether, glanceOf, type SupportStep, supportSteps, verdictOf } from './report-words.ts';

export function reportMarkdown(report: HandOver, version: string, copyable: Copyable): string {
  const { organization, status, checklist, campaign, failures, masked, madeAt } = report;
  const { word, sentence } = verdictOf(report);
  const { next } = status;
  return `${[
    `# SMS of ${markdownText(organization)}`,
    `**${word}:** ${sentence}${next === null ? '' : ` Next: ${remedyText(next)}`}`,
    ...(report.provider === 'twilio' ? [] : [`**Note:** ${markdownText(standInNote(report.provider))}`]),
    '## Verification checklist',
    ...checklist.map(statementPart),
    '## Setup',
    markdownTable(
      ['', ''],
      glanceOf(report).map(([label, text]) => [label, markdownText(text)]),
    ),
    '## Contact phone data',
    contactsPart(report, copyable),
    '## What campaign owners must know',
    campaign.differencesFromEmail.map((line) => `- ${markdownText(line)}`).join('\n'),
    campaign.limits
      .map(
        ({ label, text, source }) =>
          `- ${label}: ${markdownText(text)}${source === null ? '' : ` ([source](${source}))`}`,
      )
      .join('\n'),
    `> ${markdownText(campaign.sample)}`,
    markdownText(campaign.sampleNote),
    '## If messages fail',
    supportSteps(report, copyable)
      .map((step, index) => `${index + 1}. ${stepText(step)}`)
      .join('\n'),
    markdownTable(
      ['Code', 'Reason', 'What to do'],
      failures.map(({ code, title, why, remedy, page }) => [
        `[${code}](${page}) ${markdownText(title)}`,
        markdownText(why),
        remedyText(remedy),
      ]),
    ),
    `Made on ${dayText(madeAt)} by smsctl ${version}, from saved settings and the results of the last verification. ${
      masked ? 'Identifiers are masked.' : 'Identifiers are not masked: share this page with care.'
    } It holds no secret.`,
  ].join('\n\n')}\n`;
}

const remedyText = ({ text, command }: Remedy): string =>
  `${markdownText(localDates(text))}${command === null ? '' : ` \`${command}\``}`;

function statementPart(statement: Statement): string {
  const { headline, status, evidence } = statement;
  const together = checkedTogether(statement);
  return [
    `- **${markdownText(headline)}** ${status}${together === null ? '' : `, checked on ${dayText(together)}`}`,
    ...evidence.map(({ id, status: each, detail, askedAt, remedy }) => {
      const when = askedAt === null || together !== null ? '' : ` Checked on ${dayText(askedAt)}.`;
      const toDo = remedy === null || each === 'pass' ? '' : ` To do: ${remedyText(remedy)}`;
      return `  - ${each} \`${id}\`: ${markdownText(localDates(detail))}${when}${toDo}`;
    }),
  ].join('\n');
}

function contactsPart({ status: { contacts }, contacts: counts }: HandOver, copyable: Copyable): string {
  if (contacts === null || counts === null) {
    return `The contact data was never checked. To check it, run ${copyable('`smsctl setup contacts`')}.`;
  }
  const { name, rows, textable, share, minimum, checkedAt } = contacts;
  const row = ({ title, rows: count }: { readonly title: string; readonly rows: number }, total: number) => [
    markdownText(title),
    countText(count),
    `${'█'.repeat(Math.round((count / Math.max(total, 1)) * 20))} ${shareText(count, total)}`.trim(),
  ];
  return [
    `${share} % textable: ${countText(textable)} of ${countText(rows)} rows of ${markdownText(name)} can receive SMS. Checked on ${dayText(checkedAt)}. The minimum is ${minimum} %.`,
    ...(counts.reasons.length === 0
      ? []
      : [
          markdownTable(
            ['Not textable', 'Rows', 'Share'],
            counts.reasons.map((each) => row(each, rows)),
          ),
        ]),
    ...(counts.countries.length === 0
      ? []
      : [
          markdownTable(
            ['Country', 'Rows', 'Share'],
            counts.countries.map((each) => row(each, textable)),
          ),
        ]),
  ].join('\n\n');
}

const stepText = (step: SupportStep): string =>
  step.map((part) => ('command' in part ? `\`${part.command}\`` : padded(part.text))).join('');

/** Escaped. Keeps the white space at its ends, which separates it from a command. */
const padded = (text: string): string => {
  const [, before = '', middle = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return `${before}${markdownText(middle)}${after}`;
};
