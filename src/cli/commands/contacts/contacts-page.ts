import {
  type CheckedList,
  type ContactExample,
  type ContactsReport,
  isEnough,
  textableShare,
} from '../../../domain/contacts/contact-quality.ts';
import { listFindings } from '../../../domain/contacts/list-findings.ts';
import { type ContactReason, contactReasons } from '../../../domain/numbers/contact-reasons.ts';
import type { Finding } from '../../../domain/readiness/check.ts';
import { countryName, countText, mostFirst, numberTypeWords } from '../../../domain/text/counts.ts';
import { bars, meter, withRest } from '../../render/charts.ts';
import { type Html, html, page, section, words } from '../../render/html.ts';

interface ContactsPage {
  readonly version: string;
  readonly report: ContactsReport;
  readonly minimum: number;
  readonly country: string | null;
  readonly sender: Finding | null;
}

/** The report of contact lists as a self-contained page. Numbers are masked. */
export function contactsPage(found: ContactsPage): string {
  const { report, minimum, version } = found;
  const { result } = report;
  return page(
    `Contact phone data: ${result.name}`,
    html`<header>
<p class="lead">Contact phone data</p>
<h1>${result.name}</h1>
<div class="verdict">${isEnough(result, minimum) ? html`<span class="badge ready">Good enough</span>` : html`<span class="badge not-ready">Not good enough</span>`}
<span>${countText(result.rows)} rows, checked on ${result.checkedAt.slice(0, 16).replace('T', ' ')} UTC</span></div>
</header>
<main>
${section('quality', 'How many can be texted', qualityCard(found))}
${reasonsSection(report)}
${numbersSection(report)}
${section('lists', 'What was read', report.lists.map(listCard))}
</main>
<footer><p>Made by smsctl ${version}, rules ${result.rules}. Numbers are masked; rows and files were read on the machine that made this page and sent nowhere.</p></footer>`,
  );
}

function qualityCard({ report: { result, proposal }, minimum, country, sender }: ContactsPage): Html {
  const share = textableShare(result);
  const { rows, textable, reasons } = result;
  const refused = reasons['do-not-text'] ?? 0;
  return html`<div class="card">
<p class="big">${share} % can be texted</p>
<p>${countText(textable)} of ${countText(rows - refused)} rows; at least ${minimum} % is wanted.${refused === 0 ? '' : ` Not counted, since they must not be texted: ${countText(refused)}.`}${
    country === null ? '' : ` Numbers without a country were read as numbers of ${countryName(country)} (${country}).`
  }${
    proposal === null
      ? ''
      : ` Most numbers are written without a country; ${proposal.share} % of them look like numbers of ${countryName(proposal.country)} (${proposal.country}).`
  }</p>
${meter(share, minimum)}
${sender === null || sender.status === 'skip' ? '' : html`<p><strong>Your sender:</strong> ${words(sender.detail)}</p>`}
</div>`;
}

function reasonsSection({ result: { reasons, rows, textable }, examples }: ContactsReport): Html | string {
  const sorted = mostFirst(reasons);
  if (sorted.length === 0) return '';
  const chart = bars({
    caption: `${countText(rows - textable)} rows that cannot be texted, by reason, with the first of them (masked)`,
    head: 'Reason',
    noteHead: 'What it means, and what to do',
    total: rows,
    tone: 'bad',
    rows: sorted.map(([code, count]) => {
      const { title, meaning, remedy } = contactReasons[code as ContactReason];
      return {
        label: html`${title} <span class="note">${code}</span>`,
        count,
        note: html`${words(meaning)} ${words(remedy)}${exampleList(examples[code as ContactReason] ?? [])}`,
      };
    }),
  });
  return section('reasons', 'Why the others cannot', html`<div class="card">${chart}</div>`);
}

const exampleList = (examples: readonly ContactExample[]): Html | string =>
  examples.length === 0
    ? ''
    : html`<ul>${examples.map(
        ({ list, line, shown }) =>
          html`<li>${list === null ? '' : `${list}, `}line ${line}: ${shown === '' ? html`<em>empty</em>` : html`<code>${shown}</code>`}</li>`,
      )}</ul>`;

function numbersSection({ result: { countries, types, textable } }: ContactsReport): Html | string {
  if (textable === 0) return '';
  const byCountry = bars({
    caption: 'Their countries',
    head: 'Country',
    total: textable,
    rows: withRest(
      mostFirst(countries).map(([code, count]) => ({ label: `${countryName(code)} (${code})`, count })),
      25,
    ),
  });
  const byType = bars({
    caption: 'Their types',
    head: 'Type',
    total: textable,
    rows: mostFirst(types).map(([type, count]) => ({ label: numberTypeWords(type), count })),
  });
  return section('numbers', 'The numbers that can be texted', html`<div class="card">${byCountry}${byType}</div>`);
}

function columnTable(columns: CheckedList['columns']): Html {
  return html`<table><caption>Its columns</caption><thead><tr><th scope="col">Column</th><th scope="col">Read as</th><th scope="col">Recognized by</th><th scope="col">Rows</th></tr></thead><tbody>${columns.map(
    ({ name, role, used, ground, rows }) =>
      html`<tr><th scope="row">${name}</th><td>${role}${used ? '' : ' (not used)'}</td><td>${ground}</td><td>${rows === null ? '' : countText(rows)}</td></tr>`,
  )}</tbody></table>`;
}

const sampleList = (samples: CheckedList['samples']): Html | string =>
  samples.length === 0
    ? ''
    : html`<p>The first rows, masked:</p><ul>${samples.map(
        ({ line, cells }) =>
          html`<li>line ${line}: ${cells.map(({ column, shown }) => `${column}: ${shown === '' ? '-' : shown}`).join(', ')}</li>`,
      )}</ul>`;

function listCard({ name, rows, bytes, columns, samples, findings }: CheckedList): Html {
  const facts = [
    ...(rows === null ? [] : [`${countText(rows)} rows`]),
    ...(bytes === null ? [] : [`${countText(bytes)} bytes`]),
  ];
  return html`<div class="card"><h3>${name}</h3>
<p>${facts.join(', ')}</p>
${columnTable(columns)}${sampleList(samples)}${
  findings.length === 0
    ? ''
    : html`<ul>${findings.map(({ code, count, line, detail }) => {
        const { meaning, remedy } = listFindings[code];
        const often = count > 1 ? `, ${countText(count)} times in all` : '';
        const where = line === null ? '' : ` First in line ${countText(line)}${often}.`;
        return html`<li><code>${code}</code> ${words(meaning)}${where}${detail === null ? '' : html` ${detail}`} ${words(remedy)}</li>`;
      })}</ul>`
}</div>`;
}
