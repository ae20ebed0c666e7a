import type { Finding } from '../../domain/check.ts';
import { type ContactExample, type ContactsReport, isEnough, textableShare } from '../../domain/contact-quality.ts';
import { type ContactReason, contactReasons } from '../../domain/contact-reasons.ts';
import { htmlText } from '../../domain/html-text.ts';
import { listFindings } from '../../domain/list-findings.ts';
import { pageStyle } from './contacts-page-style.ts';
import { grouped } from './progress.ts';

interface Page {
  readonly version: string;
  readonly report: ContactsReport;
  readonly minimum: number;
  readonly country: string | null;
  readonly sender: Finding | null;
}

/**
 * One self-contained page: no script, nothing is loaded, and it prints. Charts are tables with bars, so that whoever cannot see
 * the bars has the figures. Everything from outside goes through `htmlText`; numbers are masked.
 */
export function contactsPage(page: Page): string {
  const { report, minimum, version } = page;
  const { result } = report;
  const enough = isEnough(result, minimum);
  const share = textableShare(result);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Contact phone data: ${htmlText(result.name)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<p class="kicker">Contact phone data</p>
<h1>${htmlText(result.name)}</h1>
<p class="meta">${grouped(result.rows)} rows, checked on ${htmlText(result.checkedAt.slice(0, 16).replace('T', ' '))} UTC</p>
</header>
<main>
<section class="verdict ${enough ? 'good' : 'bad'}" aria-labelledby="verdict">
<h2 id="verdict">${enough ? 'Good enough' : 'Not good enough'}: ${share}&nbsp;% can be texted</h2>
${qualityBar(result.textable, result.rows, minimum)}
<p>${grouped(result.textable)} of ${grouped(result.rows)} rows can be texted; at least ${minimum}&nbsp;% is wanted.${countryWords(page)}</p>
${senderWords(page.sender)}
</section>
${reasonsSection(report)}
${chartSection('Countries', 'Rows that can be texted, by the country of their number', result.countries, result.textable, countryName)}
${chartSection('Types of number', 'Rows that can be texted, by the type of their number', result.types, result.textable, typeName)}
${listsSection(report)}
</main>
<footer><p>Made by smsctl ${htmlText(version)}, rules ${htmlText(result.rules)}. Numbers are masked; rows and files were read on the machine that made this page and sent nowhere.</p></footer>
</body>
</html>
`;
}

/** Our own words, in which a command stands in backticks. */
const words = (text: string): string => htmlText(text).replace(/`([^`]*)`/g, '<code>$1</code>');

const percent = (count: number, total: number): string =>
  total === 0 ? '0' : ((count / total) * 100).toFixed(count > 0 && count / total < 0.001 ? 2 : 1);

/** The minimum is a line across the bar. */
const qualityBar = (textable: number, rows: number, minimum: number): string =>
  `<div class="quality" role="img" aria-label="${percent(textable, rows)} percent can be texted, ${minimum} percent is wanted"><span class="full" style="width:${percent(textable, rows)}%"></span><span class="mark" style="left:${minimum}%"></span></div>`;

const countryWords = ({ country, report }: Page): string => {
  const read = country === null ? '' : ` Numbers without a country were read as numbers of ${htmlText(country)}.`;
  const { proposal } = report;
  return proposal === null
    ? read
    : `${read} Most numbers are written without a country; ${proposal.share}&nbsp;% of them look like numbers of ${htmlText(proposal.country)}.`;
};

const senderWords = (sender: Finding | null): string =>
  sender === null || sender.status === 'skip' ? '' : `<p><strong>Your sender:</strong> ${htmlText(sender.detail)}</p>`;

function reasonsSection({ result, examples }: ContactsReport): string {
  const reasons = Object.entries(result.reasons).toSorted(([, one = 0], [, other = 0]) => other - one);
  if (reasons.length === 0) return '';
  const rows = reasons.map(([code, count = 0]) => {
    const { title, meaning, remedy } = contactReasons[code as ContactReason];
    return `<tr>
<th scope="row">${htmlText(title)}<code>${htmlText(code)}</code></th>
<td class="number">${grouped(count)}</td>
<td class="number share">${percent(count, result.rows)}&nbsp;%</td>
<td class="chart">${bar(count, reasons[0]?.[1] ?? count)}</td>
<td class="words"><p>${words(meaning)} ${words(remedy)}</p>${exampleList(examples[code as ContactReason] ?? [])}</td>
</tr>`;
  });
  return `<section aria-labelledby="reasons">
<h2 id="reasons">Why the others cannot</h2>
<table class="reasons">
<caption>Rows that cannot be texted, by reason, with the first of them (masked)</caption>
<thead><tr><th scope="col">Reason</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th><th scope="col"><span class="hidden">Chart</span></th><th scope="col">What it means, and what to do</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>`;
}

const bar = (count: number, most: number): string =>
  `<span class="bar" aria-hidden="true"><span style="width:${Math.max((count / Math.max(most, 1)) * 100, 1).toFixed(1)}%"></span></span>`;

const exampleList = (examples: readonly ContactExample[]): string =>
  examples.length === 0
    ? ''
    : `<ul class="examples">${examples
        .map(({ list, line, shown }) => {
          const cell = shown === '' ? '<em>empty</em>' : `<code>${htmlText(shown)}</code>`;
          return `<li>${list === null ? '' : `${htmlText(list)}, `}line ${line}: ${cell}</li>`;
        })
        .join('')}</ul>`;

const mostShown = 25;

function chartSection(
  title: string,
  caption: string,
  counts: Readonly<Record<string, number>>,
  total: number,
  label: (key: string) => string,
): string {
  const sorted = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  if (sorted.length === 0) return '';
  const shown = sorted.slice(0, mostShown).map(([key, count]) => [label(key), count] as const);
  const rest = sorted.slice(mostShown).reduce((sum, [, count]) => sum + count, 0);
  const all = rest === 0 ? shown : [...shown, [`${sorted.length - mostShown} more`, rest] as const];
  const most = Math.max(...all.map(([, count]) => count));
  const rows = all.map(
    ([name, count]) =>
      `<tr><th scope="row">${htmlText(name)}</th><td class="number">${grouped(count)}</td><td class="number share">${percent(count, total)}&nbsp;%</td><td class="chart">${bar(count, most)}</td></tr>`,
  );
  const id = title.toLowerCase().replaceAll(' ', '-');
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">${title === 'Countries' ? 'Country' : 'Type'}</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th><th scope="col"><span class="hidden">Chart</span></th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>`;
}

function countryName(code: string): string {
  if (code === '001') return 'No country (001)';
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code);
  return name === undefined ? code : `${name} (${code})`;
}

const typeName = (type: string): string => {
  const words = type.toLowerCase().replaceAll('_', ' ');
  return words === 'voip' ? 'VoIP' : words.charAt(0).toUpperCase() + words.slice(1);
};

function listsSection({ lists }: ContactsReport): string {
  const items = lists.map(({ name, rows, bytes, phoneColumns, countryColumn, findings }) => {
    const facts = [
      ...(rows === null ? [] : [`${grouped(rows)} rows`]),
      ...(bytes === null ? [] : [`${grouped(bytes)} bytes`]),
      `phone column ${phoneColumns.map((column) => `“${htmlText(column)}”`).join(', ')}`,
      ...(countryColumn === null ? [] : [`country column “${htmlText(countryColumn)}”`]),
    ];
    const noticed = findings.map(({ code, count, line }) => {
      const { meaning, remedy } = listFindings[code];
      const where =
        line === null ? '' : ` First in line ${grouped(line)}${count > 1 ? `, ${grouped(count)} times in all` : ''}.`;
      return `<li><code>${code}</code> ${words(meaning)}${where} ${words(remedy)}</li>`;
    });
    return `<h3>${htmlText(name)}</h3>
<p>${facts.join(', ')}</p>${noticed.length === 0 ? '' : `<ul>${noticed.join('')}</ul>`}`;
  });
  return `<section aria-labelledby="lists">
<h2 id="lists">What was read</h2>
${items.join('\n')}
</section>`;
}
