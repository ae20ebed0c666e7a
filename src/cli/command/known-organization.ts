import { unknownOrganization } from '../../app/organizations/organization-errors.ts';
import { organizationPattern } from '../../domain/settings/settings.ts';
import type { OrganizationStore } from '../../ports.ts';

/** The id of an organization that is set up. Rejects with `UserError` `org.unknown` for others. */
export async function knownOrganization(id: string, organizations: OrganizationStore): Promise<string> {
  if (organizationPattern.test(id) && (await organizations.exists(id))) return id;
  throw unknownOrganization({ id }, await organizations.list());
}
