import type { CheckResult } from '../../domain/check.ts';
import { htmlText } from '../../domain/html-text.ts';
import { maskIdentifiers } from '../../domain/mask.ts';
import { printable } from '../../domain/printable.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { Moment } from './document.ts';

interface Verification {
  readonly organization: string;
  readonly checkedAt: string;
  readonly results: readonly CheckResult[];
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
 * What could not be looked at is an error where "ready" rests on it, and skipped elsewhere.
 */
export function junit({ organization, checkedAt, results, strict }: Verification): string {
  const headlines = [...new Set(results.map(({ headline }) => headline))];
  const suites = headlines.map((headline) => {
    const cases = results.filter((result) => result.headline === headline);
    const body = cases.map((result) => testCase(result, strict)).join('');
    return `  <testsuite name="${text(headline)}" ${counts(cases, strict)} timestamp="${checkedAt.slice(0, 19)}">\n${body}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${text(`SMS of ${organization}`)}" ${counts(results, strict)}>\n${suites.join('')}</testsuites>\n`;
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

function outcomeOf({ status, required }: CheckResult, strict: boolean): Outcome {
  if (status === 'fail' || (status === 'warn' && strict)) return 'failure';
  if (status === 'unknown') return required ? 'error' : 'skipped';
  return status === 'skip' ? 'skipped' : 'passed';
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function counts(results: readonly CheckResult[], strict: boolean): string {
  const count = (wanted: Outcome): number => results.filter((result) => outcomeOf(result, strict) === wanted).length;
  const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return `tests="${results.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${time}"`;
}

function testCase(result: CheckResult, strict: boolean): string {
  const start = `    <testcase name="${text(`${result.id}: ${result.title}`)}" classname="smsctl.${text(result.id)}" time="${seconds(result.durationMs)}"`;
  const seen = text(words(result));
  switch (outcomeOf(result, strict)) {
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
