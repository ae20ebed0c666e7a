import { unknownOrganization } from '../../app/organizations/unknown-organization.ts';
import { organizationPattern } from '../../domain/settings/settings.ts';
import type { OrganizationStore } from '../../ports.ts';

/** The id, when it is of an organization that is set up here. Rejects with `UserError` `org.unknown` otherwise. */
export async function knownOrganization(id: string, organizations: OrganizationStore): Promise<string> {
  if (organizationPattern.test(id) && (await organizations.exists(id))) return id;
  throw unknownOrganization({ id }, await organizations.list());
}
