import { organizationPattern, organizationRule } from '../../domain/settings/settings.ts';
import { accepted, type Parsed, refused } from '../../domain/text/parsed.ts';
import type { OptionSpec } from './command.ts';

const parseOrganization = (id: string): Parsed<string> =>
  organizationPattern.test(id) ? accepted(id) : refused(organizationRule);

/** Options of every command, allowed before and after its name. */
export const globalOptions: readonly OptionSpec[] = [
  {
    flags: '--org <name>',
    help: 'use this organization [SMSCTL_ORG]',
    parse: parseOrganization,
    values: 'organization',
  },
  { flags: '--no-input', help: 'disable prompts [SMSCTL_NO_INPUT, CI]' },
  { flags: '--verbose', help: 'print all checks, underlying errors and links' },
  { flags: '--plain', help: 'print append-only output for screen readers [ACCESSIBLE]' },
  { flags: '--no-color', help: 'disable color [NO_COLOR]' },
  {
    flags: '--allow-unsafe-node',
    help: 'run even if Node.js settings could leak credentials [SMSCTL_ALLOW_UNSAFE_NODE]',
  },
];
