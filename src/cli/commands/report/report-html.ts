import type { HandOver, Statement } from '../../../app/status/hand-over.ts';
import type { Remedy } from '../../../domain/readiness/check.ts';
import { countText, shareText } from '../../../domain/text/counts.ts';
import type { Copyable } from '../../command/copyable.ts';
import { bars, meter, withRest } from '../../render/charts.ts';
import { standInNote } from '../../render/checklist.ts';
import { dayText, localDates } from '../../render/day.ts';
import { type Html, html, page, section } from '../../render/html.ts';
import { checkedTogether, glanceOf, type SupportStep, supportSteps, verdictOf } from './report-words.ts';

export function reportHtml(report: HandOver, version: string, copyable: Copyable): string {
  const code = (command: string): Html => html`<code>${copyable({ command }).command}</code>`;
  const { organization } = report;
  return page(
    `SMS of ${organization}`,
    html`<header>${opening(report)}</header>
<main>
${section('checklist', 'Verification checklist', html`${report.checklist.map(statementCard)}`)}
${section('glance', 'Setup', glancePart(report))}
${section('contacts', 'Contact phone data', contactsPart(report, code('smsctl setup contacts')))}
${section('campaigns', 'What campaign owners must know', campaignPart(report, code('smsctl message check')))}
${section('failures', 'If messages fail', failurePart(report, copyable))}
</main>
<footer><p>Made on ${timeTag(report.madeAt)} by smsctl ${version}, from saved settings and the results of the last verification.
${report.masked ? 'Identifiers are masked.' : 'Identifiers are not masked: share this page with care.'} It holds no secret.</p>
<p>To update it, run ${code('smsctl verify')} and ${code('smsctl report -f report.html')}.</p></footer>`,
  );
}

function opening(report: HandOver): Html {
  const { organization, provider, status } = report;
  const { verification, next } = status;
  const { word, sentence } = verdictOf(report);
  return html`<p class="lead">SMS handover report</p>
<h1>SMS of ${organization}</h1>
${provider === 'twilio' ? '' : html`<p><span class="badge warn">Note</span> ${standInNote(provider).trim()}</p>`}
<div class="verdict"><span class="badge ${verification.verdict}">${word}</span><span>${sentence}</span></div>
${next === null ? html`<p>Nothing needs to be fixed.</p>` : html`<p><strong>Next:</strong> ${remedyPart(next)}</p>`}`;
}

const glancePart = (report: HandOver): Html =>
  html`<div class="card"><dl>${glanceOf(report).map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl></div>`;

const remedyPart = ({ text, command }: Remedy): Html =>
  html`${localDates(text)} ${command === null ? '' : html`<code>${command}</code>`}`;

function statementCard(statement: Statement): Html {
  const { headline, status, evidence } = statement;
  const together = checkedTogether(statement);
  return html`<article class="card">
<h3><span class="badge ${status}">${status}</span><span>${headline}</span></h3>
<ul class="evidence">${evidence.map((each) => evidenceItem(each, together === null))}</ul>
${together === null ? '' : html`<p class="note">Checked on ${timeTag(together)}.</p>`}
</article>
`;
}

/** The title is a statement that is true if the check passes, so that only a pass has it. */
const evidenceItem = (
  { id, status, title, detail, askedAt, remedy }: Statement['evidence'][number],
  withTime: boolean,
): Html => {
  const [main, note] = status === 'pass' ? [title, localDates(detail)] : [localDates(detail), id];
  const when = askedAt === null || !withTime ? '' : html` Checked on ${timeTag(askedAt)}.`;
  const toDo = remedy === null || status === 'pass' ? '' : html`<span class="todo">To do: ${remedyPart(remedy)}</span>`;
  return html`<li${status === 'pass' ? '' : html` class="open"`}><span class="badge ${status}">${status}</span><span>${main}${toDo}</span><span class="note">${note}${when}</span></li>
`;
};

const timeTag = (iso: string): Html => html`<time datetime="${iso}">${dayText(iso)}</time>`;

function contactsPart({ status: { contacts }, contacts: counts }: HandOver, toDo: Html): Html {
  if (contacts === null || counts === null) {
    return html`<div class="card"><p>The contact data was never checked. To check it, run ${toDo}.</p></div>`;
  }
  const { name, rows, textable, share, minimum, checkedAt } = contacts;
  return html`<div class="card">
<p class="big">${share} % textable</p>
<p>${countText(textable)} of ${countText(rows)} rows of ${name} can receive SMS. Checked on ${timeTag(checkedAt)}. The minimum is ${minimum} %${share >= minimum && rows > 0 ? '.' : ', so this is too few.'}</p>
${meter(share, minimum)}
</div>
${
  counts.reasons.length === 0
    ? ''
    : html`<div class="card">${bars({
        caption: `${countText(rows - textable)} rows (${shareText(rows - textable, rows)}) are not textable`,
        head: 'Reason',
        noteHead: 'What to do',
        total: rows,
        tone: 'bad',
        rows: counts.reasons.map(({ title, rows: count, remedy }) => ({ label: title, count, note: remedy })),
      })}</div>`
}
${
  counts.countries.length === 0
    ? ''
    : html`<div class="card">${bars({
        caption: 'Countries of the textable rows',
        head: 'Country',
        total: textable,
        rows: withRest(
          counts.countries.map(({ title, rows: count }) => ({ label: title, count })),
          12,
        ),
      })}${bars({
        caption: 'Number types of the textable rows',
        head: 'Type',
        total: textable,
        rows: counts.types.map(({ title, rows: count }) => ({ label: title, count })),
      })}</div>`
}`;
}

const campaignPart = (
  { campaign: { limits, sample, sampleNote, differencesFromEmail } }: HandOver,
  toCheck: Html,
): Html => html`<div class="card">
${differencesFromEmail.map((line) => html`<p>${line}</p>`)}
<dl style="margin-top:1rem">${limits.map(
  ({ label, text, source }) =>
    html`<dt>${label}</dt><dd>${text}${source === null ? '' : html` <a href="${source}" rel="noreferrer" aria-label="source of: ${label}">source</a>`}</dd>`,
)}</dl>
<p class="bubble">${sample}</p>
<p class="note">${sampleNote} To check your own text, run ${toCheck}.</p>
</div>`;

const failurePart = (
  report: HandOver,
  copyable: Copyable,
): Html => html`<div class="card"><ol style="margin:0;padding-left:1.3rem">${supportSteps(report, copyable).map(
  (step) => html`<li>${stepParts(step)}</li>`,
)}</ol></div>
<div class="card"><table class="stack"><caption>Error codes that are likely for this setup</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Reason</th><th scope="col">What to do</th></tr></thead>
<tbody>${report.failures.map(
  ({ code, title, meaning, why, remedy, page: link }) => html`<tr>
<th scope="row"><a href="${link}" rel="noreferrer">${code}</a> ${title}<span class="note">${meaning}</span></th>
<td>${why}</td>
<td>${remedyPart(remedy)}</td>
</tr>
`,
)}</tbody></table></div>`;

const stepParts = (step: SupportStep): readonly Html[] =>
  step.map((part) => ('command' in part ? html`<code>${part.command}</code>` : html`${part.text}`));
