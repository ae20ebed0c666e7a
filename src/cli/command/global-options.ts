import { organizationPattern, organizationRule } from '../../domain/settings/settings.ts';
import { accepted, type Parsed, refused } from '../../domain/text/parsed.ts';
import type { OptionSpec } from './command.ts';

const parseOrganization = (id: string): Parsed<string> =>
  organizationPattern.test(id) ? accepted(id) : refused(organizationRule);

/** Options of every command, allowed before and after its name. */
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
