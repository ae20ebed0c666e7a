import { unknownOrganization } from '../../app/organizations/unknown-organization.ts';
import { organizationPattern } from '../../domain/settings/settings.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { OrganizationStore } from '../../ports.ts';

/** The id, when it is of an organization that is set up here. Rejects with `UserError` `org.unknown` otherwise. */
export async function knownOrganization(id: string, organizations: OrganizationStore): Promise<string> {
  if (organizationPattern.test(id) && (await organizations.exists(id))) return id;
  throw unknownOrganization({ id }, await organizations.list());
}

/** An id that an organization can have. Throws `UserError` otherwise. */
export function parseOrganizationId(id: string): string {
  if (organizationPattern.test(id)) return id;
  throw new UserError({
    code: 'input.invalid',
    message: `Invalid organization ID \`${printable(id, 80)}\`.`,
    hints: ['An organization ID is lower-case letters, digits and hyphens, such as acme-eu.'],
  });
}
