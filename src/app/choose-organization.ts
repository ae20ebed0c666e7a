import { organizationPattern } from '../domain/settings.ts';
import { UserError } from '../domain/user-error.ts';
import type { OrganizationStore } from '../ports.ts';

/** Which organization a run is about, and what said so. */
export interface ChosenOrganization {
  readonly id: string;
  /** `--org`, `SMSCTL_ORG`, a file's path, `org use`, or `default`. */
  readonly source: string;
}

interface Choice {
  readonly flag: string | undefined;
  readonly variable: string | undefined;
  /** True when a person sees which organization it is before anything happens. */
  readonly interactive: boolean;
}

/** Every place that names an organization, the one that counts first. Rejects with `UserError` for a name that is none. */
export async function organizationSources(
  { flag, variable }: Omit<Choice, 'interactive'>,
  organizations: OrganizationStore,
): Promise<readonly ChosenOrganization[]> {
  const bound = await organizations.bound();
  const current = await organizations.current();
  return [
    ...(flag === undefined ? [] : [{ id: flag, source: '--org' }]),
    ...(variable === undefined || variable === '' ? [] : [{ id: variable, source: 'SMSCTL_ORG' }]),
    ...(bound === undefined ? [] : [{ id: bound.id, source: bound.path }]),
    ...(current === undefined ? [] : [{ id: current, source: 'org use' }]),
    { id: 'default', source: 'default' },
  ];
}

/**
 * The organization that a flag, a variable, the directory or `org use` names, in this order; `default` otherwise. Rejects with
 * `UserError` where several exist, nobody is there to see which one is meant, and the command line, the environment and the
 * directory do not say.
 */
export async function chooseOrganization(
  choice: Choice,
  organizations: OrganizationStore,
): Promise<ChosenOrganization> {
  const { flag, variable, interactive } = choice;
  // What is said outright counts, whatever else is broken.
  if (flag !== undefined) return { id: flag, source: '--org' };
  const [chosen = { id: 'default', source: 'default' }] = await organizationSources({ flag, variable }, organizations);
  if (!organizationPattern.test(chosen.id)) throw noOrganization(chosen);
  const isImplied = chosen.source === 'org use' || chosen.source === 'default';
  if (interactive || !isImplied) return chosen;
  const all = await organizations.list();
  if (all.length <= 1) return chosen;
  throw new UserError({
    code: 'org.ambiguous',
    message: `There are ${all.length} organizations, and nothing says which one is meant.`,
    hints: [
      `Give \`--org\` or SMSCTL_ORG, or bind the directory with a .smsctl.json such as {"org": "${all[0]}"}.`,
      '`smsctl org list` shows them.',
    ],
  });
}

const noOrganization = ({ source }: ChosenOrganization): UserError =>
  new UserError({
    code: 'input.invalid',
    message: `${source} names no organization.`,
    hints: ['An organization id is lower-case letters, digits and hyphens, such as acme-eu.'],
  });
