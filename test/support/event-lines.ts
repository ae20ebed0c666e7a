import type { CreateKeyEvent } from '../../src/app/credentials/create-key.ts';
import type { SetupEvent } from '../../src/app/setup/setup-walk.ts';
import type { CheckResult } from '../../src/domain/readiness/check.ts';
import type { CredentialSettings } from '../../src/domain/settings/settings.ts';

// The events of a use case, a line each, for tables of events by branch. A check that passes, or that another one blocks, is
// left out: a new check changes no table.

const opened = (results: readonly CheckResult[]): string => {
  const open = results.filter(({ status, blockedBy }) => status !== 'pass' && status !== 'skip' && blockedBy === null);
  return open.length === 0 ? 'pass' : open.map(({ id, status }) => `${id} ${status}`).join(', ');
};

const nameOf = (section: CredentialSettings | undefined): string =>
  section === undefined
    ? 'none'
    : [section.method, section.apiKeySid?.slice(-2), section.region].filter((part) => part !== undefined).join(' ');

/** Checks that follow one another are one line. */
export function credentialLines(events: readonly CreateKeyEvent[]): readonly string[] {
  const lines: string[] = [];
  let run: { readonly again: boolean; readonly results: readonly CheckResult[] } | undefined;
  const endRun = () => {
    if (run !== undefined) lines.push(`checked${run.again ? ' again' : ''}: ${opened(run.results)}`);
    run = undefined;
  };
  for (const event of events) {
    if (event.type === 'checked') {
      if (run?.again !== event.again) endRun();
      run = { again: event.again, results: [...(run?.results ?? []), event.result] };
      continue;
    }
    endRun();
    lines.push(credentialLine(event));
  }
  endRun();
  return lines;
}

function credentialLine(event: Exclude<CreateKeyEvent, { readonly type: 'checked' }>): string {
  switch (event.type) {
    case 'created':
      return `created ${event.name}: ${event.sid.slice(-2)}`;
    case 'cleaned':
      return `cleaned ${event.key.name}: ${event.found ? 'deleted' : 'never created'}`;
    case 'stored':
      return `stored ${nameOf(event.section)}`;
    case 'switched':
      return `switched ${nameOf(event.from)} to ${nameOf(event.to)}`;
  }
}

/** The answers that follow one another are one line. */
export function setupLines(events: readonly SetupEvent[]): readonly string[] {
  const lines: string[] = [];
  let answers: string[] = [];
  const endAnswers = () => {
    if (answers.length > 0) lines.push(`answered ${answers.join(', ')}`);
    answers = [];
  };
  for (const event of events) {
    if (event.type === 'answered') {
      answers.push(event.answer.key.replace(/^.*\./, ''));
      continue;
    }
    endAnswers();
    lines.push(setupLine(event));
  }
  endAnswers();
  return lines;
}

function setupLine(event: Exclude<SetupEvent, { readonly type: 'answered' }>): string {
  switch (event.type) {
    case 'complete':
      return `complete: ${event.results.length > 0 ? 'with results' : 'without results'}`;
    case 'resumed':
      return `resumed after ${event.finished.map(({ id }) => id).join(', ')}`;
    case 'outdated':
      return `outdated: ${event.steps.map(({ id }) => id).join(', ')}`;
    case 'step':
      return `step ${event.number} of ${event.of}: ${event.step.id}`;
    case 'refused':
      return 'refused';
    case 'contacts':
      return `contacts: ${event.report.result.rows} rows, at least ${event.minimum} %`;
    case 'briefing':
      return `briefing: ${event.briefing.limits.map(({ label }) => label).join(', ')}`;
    case 'refused-checks':
      return `refused by ${event.closed.map(({ id, status }) => `${id} ${status}`).join(', ')}`;
    case 'saved':
    case 'would-save': {
      const names = event.changes.map(({ name }) => name.replace(/^.*\./, ''));
      return `${event.type} ${event.step.id}: ${names.join(', ')}; ${opened(event.results)}`;
    }
    case 'unchanged':
      return `unchanged ${event.step.id}: ${opened(event.results)}`;
    case 'carried':
      return `carried ${event.step.id}`;
    case 'pending':
      return `pending: ${event.secrets.map(({ store, key }) => `${store}/${key}`).join(', ')}`;
  }
}
