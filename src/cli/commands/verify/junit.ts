import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { selectionText } from '../../../domain/readiness/selection.ts';
import { countsUnknown } from '../../../domain/readiness/verdict.ts';
import { htmlText } from '../../../domain/text/html-text.ts';
import { maskIdentifiers } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { ErrorContext } from '../../command/document.ts';
import { resultWords, type VerifyFormat } from './verify-run.ts';
import type { VerifySource } from './verify-source.ts';

/** An attribute's value. Outside text is one line and cannot end the attribute. */
const text = (value: string): string => htmlText(printable(value, 2000));

/**
 * The checklist as JUnit XML, as CI systems read it (https://github.com/testmoapp/junitxml): a suite per headline, a case per
 * check. An unknown is an error if the verdict depends on it, otherwise skipped. Failing checks that the selected ones need are a
 * suite of their own. The properties of each suite name the selection.
 */
export const junit: VerifyFormat = ({ organization, source, checkedAt, results, needed, selection, strict }) => {
  const failing = needed.filter((result) => ['failure', 'error'].includes(outcomeOf(result, selection, strict)));
  const groups = [
    ...[...new Set(results.map(({ headline }) => headline))].map(
      (headline) => [headline, results.filter((result) => result.headline === headline)] as const,
    ),
    ...(failing.length === 0 ? [] : [['Required by the selected checks', failing] as const]),
  ];
  const about = properties(selection, source);
  const suites = groups.map(([name, cases]) => {
    const body = cases.map((result) => testCase(result, selection, strict)).join('');
    return `  <testsuite name="${text(name)}" ${counts(cases, selection, strict)} timestamp="${checkedAt.slice(0, 19)}">\n${about}${body}  </testsuite>\n`;
  });
  const all = counts([...results, ...failing], selection, strict);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${text(`SMS of ${organization}`)}" ${all}>\n${suites.join('')}</testsuites>\n`;
};

/** Empty in a complete run for an organization. */
function properties(selection: Selection, { kind, file }: VerifySource): string {
  const { complete, named, skipped } = selection;
  const entries = [
    ['smsctl.source', kind === 'organization' ? '' : (file ?? kind)],
    ['smsctl.selection', complete ? '' : selectionText(selection)],
    ['smsctl.selection.checks', named?.join(',') ?? ''],
    ['smsctl.selection.skipped', skipped?.join(',') ?? ''],
  ] as const;
  const lines = entries
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `      <property name="${name}" value="${text(value)}"/>\n`);
  return lines.length === 0 ? '' : `    <properties>\n${lines.join('')}    </properties>\n`;
}

/** The report of a run that could not start: one case, in error. */
export function junitFailure({ organization, now }: ErrorContext, { code, message, hints }: UserError): string {
  const seen = text(maskIdentifiers([message, ...hints].join(' ')));
  const one = 'tests="1" failures="0" errors="1" skipped="0" time="0.000"';
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${text(`SMS of ${organization}`)}" ${one}>
  <testsuite name="smsctl" ${one} timestamp="${now.slice(0, 19)}">
    <testcase name="verify runs" classname="smsctl" time="0.000">
      <error type="${text(code)}" message="${seen}">${seen}</error>
    </testcase>
  </testsuite>
</testsuites>
`;
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

function outcomeOf(result: CheckResult, selection: Selection, strict: boolean): Outcome {
  const { status } = result;
  if (status === 'fail' || (status === 'warn' && strict)) return 'failure';
  if (status === 'unknown') return countsUnknown(result, selection, strict) ? 'error' : 'skipped';
  return status === 'skip' ? 'skipped' : 'passed';
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function counts(results: readonly CheckResult[], selection: Selection, strict: boolean): string {
  const count = (wanted: Outcome): number =>
    results.filter((result) => outcomeOf(result, selection, strict) === wanted).length;
  const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return `tests="${results.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${time}"`;
}

function testCase(result: CheckResult, selection: Selection, strict: boolean): string {
  const start = `    <testcase name="${text(`${result.id}: ${result.title}`)}" classname="smsctl.${text(result.id)}" time="${seconds(result.durationMs)}"`;
  const seen = text(resultWords(result));
  switch (outcomeOf(result, selection, strict)) {
    case 'failure':
      return `${start}>\n      <failure type="${result.status}" message="${seen}">${seen}</failure>\n    </testcase>\n`;
    case 'error':
      return `${start}>\n      <error type="${result.status}" message="${seen}">${seen}</error>\n    </testcase>\n`;
    case 'skipped':
      return `${start}>\n      <skipped message="${seen}"/>\n    </testcase>\n`;
    case 'passed':
      return result.status === 'warn'
        ? `${start}>\n      <system-out>${seen}</system-out>\n    </testcase>\n`
        : `${start}/>\n`;
  }
}
