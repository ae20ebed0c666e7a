import { organizationPattern } from '../../domain/settings/settings.ts';
import { accepted, type Parsed, refused } from '../../domain/text/parsed.ts';
import type { OptionSpec } from './command.ts';

function parseOrganization(id: string): Parsed<string> {
  return organizationPattern.test(id)
    ? accepted(id)
    : refused('An organization id is lower-case letters, digits and hyphens, such as acme-eu.');
}

/** Options of every command, given before or behind its name. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: '--org <name>', help: 'the organization [SMSCTL_ORG]', parse: parseOrganization, values: 'organization' },
  { flags: '--no-input', help: 'never ask; take what is given [SMSCTL_NO_INPUT, CI]' },
  { flags: '--verbose', help: "say also what is behind an unknown: the system's own words, the provider's page" },
  {
    flags: '--plain',
    help: 'for screen readers: lines are only added, choices are numbered, results are words [ACCESSIBLE]',
  },
  { flags: '--no-color', help: 'no colours [NO_COLOR]' },
  { flags: '--allow-unsafe-node', help: 'run also where Node is set to show credentials [SMSCTL_ALLOW_UNSAFE_NODE]' },
];
