import { organizationPattern } from '../../domain/settings/settings.ts';
import type { OrganizationStore } from '../../ports.ts';

export interface ChosenOrganization {
  readonly id: string;
  /** `--org`, `SMSCTL_ORG`, a file's path, `org use`, `only organization`, or `default`. */
  readonly source: string;
  /** The `.smsctl.json` that gave it; absent: something else did. */
  readonly file?: string;
}

interface Naming {
  readonly flag: string | undefined;
  readonly variable: string | undefined;
  /** True if the command gives secrets to other programs: see `OrganizationStore.bound`. */
  readonly onlyOwn?: boolean;
}

interface Choice extends Naming {
  /** True if a person sees the organization before the command does anything. */
  readonly interactive: boolean;
  /** True if the command does not need an organization: the choice is then never ambiguous. */
  readonly optional?: boolean;
}

const onlyOne = 'only organization';

/** What a command is about instead of an organization. Its commands need no `--org`. */
export const insteadOf = (id: string): ChosenOrganization => ({ id, source: 'default' });

/** True when something names the organization; false when it is the default, or the only one. */
export const isNamed = ({ source }: ChosenOrganization): boolean => source !== 'default' && source !== onlyOne;

/** Every readable source of an organization, the one that counts first. */
export async function organizationSources(
  naming: Naming,
  organizations: OrganizationStore,
): Promise<readonly ChosenOrganization[]> {
  const named = await Promise.all(sourcesOf(naming, organizations).map((read) => read().catch(() => undefined)));
  return [...named.filter((each) => each !== undefined), unnamed(await organizations.list())];
}

/** In the order of precedence. A source reads nothing before it is called. */
const sourcesOf = (
  { flag, variable, onlyOwn = false }: Naming,
  organizations: OrganizationStore,
): readonly (() => Promise<ChosenOrganization | undefined>)[] => [
  async () => (flag === undefined ? undefined : { id: flag, source: '--org' }),
  async () => (variable === undefined || variable === '' ? undefined : { id: variable, source: 'SMSCTL_ORG' }),
  async () => {
    const bound = await organizations.bound({ onlyOwn });
    return bound && { id: bound.id, source: bound.path, file: bound.path };
  },
  async () => {
    const id = await organizations.current();
    return id === undefined ? undefined : { id, source: 'org use' };
  },
];

async function namedBy(naming: Naming, organizations: OrganizationStore): Promise<ChosenOrganization | undefined> {
  for (const read of sourcesOf(naming, organizations)) {
    const found = await read();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The organization if no source names one. */
function unnamed(all: readonly string[]): ChosenOrganization {
  const [only = 'default', ...others] = all;
  return only === 'default' || others.length > 0 ? theDefault : { id: only, source: onlyOne };
}

const theDefault: ChosenOrganization = { id: 'default', source: 'default' };

/**
 * The organization that a flag, a variable, the directory or `org use` names, in this order; otherwise the only one that is set
 * up, or `default`. An organization that is named need not exist; see `requireOrganization`.
 *
 * Rejects with `UserError` `org.ambiguous` if several exist and the choice would be a guess: without a terminal, if only `org
 * use` names one; at a terminal, if no source names one and none is called `default`. Rejects with the errors of
 * `OrganizationStore.bound` and `current` if they would have chosen.
 */
export async function chooseOrganization(
  choice: Choice,
  organizations: OrganizationStore,
): Promise<ChosenOrganization> {
  const { interactive, optional = false } = choice;
  const named = await namedBy(choice, organizations);
  if (named !== undefined && named.source !== '--org' && !organizationPattern.test(named.id)) {
    throw (await errors()).invalidOrganization(named);
  }
  if (named !== undefined && (interactive || named.source !== 'org use')) return named;
  if (interactive && (await organizations.exists('default'))) return theDefault;
  const all = await organizations.list();
  if (all.length > 1 && !optional) throw (await errors()).ambiguousOrganization(all);
  return named ?? unnamed(all);
}

/** Resolves if no source names the organization, or settings were saved for it. Rejects with `UserError` `org.unknown`. */
export async function requireOrganization(chosen: ChosenOrganization, organizations: OrganizationStore): Promise<void> {
  if (!isNamed(chosen) || (await organizations.exists(chosen.id))) return;
  throw (await errors()).unknownOrganization(chosen, await organizations.list());
}

// Lazy: only errors need their words and the search for similar IDs.
const errors = () => import('./organization-errors.ts');
