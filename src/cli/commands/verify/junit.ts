import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { countsUnknown } from '../../../domain/readiness/verdict.ts';
import { htmlText } from '../../../domain/text/html-text.ts';
import { maskIdentifiers } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { Moment } from '../../command/document.ts';

interface Verification {
  readonly organization: string;
  readonly checkedAt: string;
  /** Of the selected checks. */
  readonly results: readonly CheckResult[];
  /** Of checks that were not selected, and that decide about selected ones. */
  readonly needed: readonly CheckResult[];
  readonly selection: Selection;
  /** Counts a warning as a failure. */
  readonly strict: boolean;
}

/** An attribute's value: what was written by others stands there in one line, and cannot end it. */
const text = (value: string): string => htmlText(printable(value, 2000));

const words = ({ detail, remedy }: CheckResult): string => {
  const command = remedy?.command == null ? '' : ` \`${remedy.command}\``;
  return maskIdentifiers(remedy === null ? detail : `${detail} ${remedy.text}${command}`);
};

/**
 * The checklist as JUnit XML, as CI systems read it (https://github.com/testmoapp/junitxml): a suite a headline, a case a check.
 * An unknown is an error where the verdict depends on it, and skipped elsewhere. What the selected checks need, and what does not
 * hold, is a suite of its own; the properties of each suite name the selection.
 */
export function junit(verification: Verification): string {
  const { organization, checkedAt, results, needed, selection, strict } = verification;
  const failing = needed.filter((result) => ['failure', 'error'].includes(outcomeOf(result, selection, strict)));
  const groups = [
    ...[...new Set(results.map(({ headline }) => headline))].map(
      (headline) => [headline, results.filter((result) => result.headline === headline)] as const,
    ),
    ...(failing.length === 0 ? [] : [['Needed by the selected checks', failing] as const]),
  ];
  const about = properties(selection);
  const suites = groups.map(([name, cases]) => {
    const body = cases.map((result) => testCase(result, selection, strict)).join('');
    return `  <testsuite name="${text(name)}" ${counts(cases, selection, strict)} timestamp="${checkedAt.slice(0, 19)}">\n${about}${body}  </testsuite>\n`;
  });
  const all = counts([...results, ...failing], selection, strict);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${text(`SMS of ${organization}`)}" ${all}>\n${suites.join('')}</testsuites>\n`;
}

/** Empty in a complete run. */
function properties({ complete, named, skipped, ids, of }: Selection): string {
  if (complete) return '';
  const entries = [
    ['smsctl.selection', `${ids.size} of ${of} checks selected`],
    ['smsctl.selection.checks', named?.join(',') ?? ''],
    ['smsctl.selection.skipped', skipped?.join(',') ?? ''],
  ] as const;
  const lines = entries
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `      <property name="${name}" value="${text(value)}"/>\n`);
  return `    <properties>\n${lines.join('')}    </properties>\n`;
}

/** The report of a run that could not start: one case, in error. */
export function junitFailure({ organization, now }: Moment, { code, message, hints }: UserError): string {
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
  const seen = text(words(result));
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
