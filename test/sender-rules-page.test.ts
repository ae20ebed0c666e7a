import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { senderRules } from '../src/domain/provider-rules/sender-rules.ts';
import { trialLimits } from '../src/domain/provider-rules/trial-limits.ts';
import { usRegistration } from '../src/domain/provider-rules/us-registration.ts';
import { senderRulesPage } from './pages/sender-rules-page.ts';

const page = senderRulesPage({ senders: senderRules, registration: usRegistration, trial: trialLimits });
const lines = page.split('\n');

describe('the page on sender rules', () => {
  it('equals the tables', async () => {
    await expect(`${page}\n`).toMatchFileSnapshot('../docs/sender-rules.md');
  });

  it.each(senderRules.rows)('has a row for $country, with date, source and confidence', (rule) => {
    const row = lines.find((line) => line.startsWith(`| \`${rule.country}\` ${rule.name} | `));
    expect(row).toContain(` | ${rule.confidence} | `);
    expect(row).toContain(rule.asOf);
    for (const { name, url, asOf } of rule.sources) expect(row).toContain(url === null ? name : `(${url}) ${asOf}`);
  });

  it('is linked from its checks by existing headings', () => {
    const reference = readFileSync(new URL('../docs/reference.md', import.meta.url), 'utf8');
    const links = [...reference.matchAll(/\(sender-rules\.md#([a-z-]+)\)/g)].map((match) => match[1] ?? '');
    expect(links).toEqual(['us-registration', 'senders-by-country']);
    const headings = lines
      .filter((line) => line.startsWith('## '))
      .map((line) => line.slice(3).toLowerCase().replaceAll(' ', '-'));
    for (const link of links) expect(headings).toContain(link);
  });
});
