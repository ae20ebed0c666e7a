import { printable } from '../domain/printable.ts';
import { organizationPattern } from '../domain/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { OrganizationStore } from '../ports.ts';

/** The id, when it is of an organization that is set up here. Rejects with `UserError` `org.unknown` otherwise. */
export async function knownOrganization(id: string, organizations: OrganizationStore): Promise<string> {
  const all = await organizations.list();
  if (all.includes(id)) return id;
  throw new UserError({
    code: 'org.unknown',
    message: `There is no organization \`${printable(id, 80)}\` here.`,
    hints: [all.length === 0 ? 'Set one up with `smsctl setup`.' : `There are: ${all.slice(0, 20).join(', ')}.`],
  });
}

/** An id that an organization can have. Throws `UserError` otherwise. */
export function parseOrganizationId(id: string): string {
  if (organizationPattern.test(id)) return id;
  throw new UserError({
    code: 'input.invalid',
    message: `\`${printable(id, 80)}\` is no organization id.`,
    hints: ['An organization id is lower-case letters, digits and hyphens, such as acme-eu.'],
  });
}
