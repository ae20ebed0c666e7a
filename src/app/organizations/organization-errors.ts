import { organizationPattern, organizationRule } from '../../domain/settings/settings.ts';
import { didYouMean, nearest } from '../../domain/text/nearest.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';

/** How many IDs a hint lists. */
const listed = 20;

/** The error for an organization that is not set up; `all` are those that are. `source` named it; absent: an argument. */
export function unknownOrganization(
  { id, source }: { readonly id: string; readonly source?: string },
  all: readonly string[],
): UserError {
  const near = nearest(id, all);
  const others = all.filter((each) => !near.includes(each));
  const from = source === undefined || source === '--org' ? '' : ` (from ${printable(source, 4096)})`;
  return new UserError({
    code: 'org.unknown',
    message: `Organization \`${printable(id, 80)}\`${from} is not set up here.`,
    hints: [
      ...didYouMean(id, all),
      ...(all.length === 0 ? ['No organization is set up here.'] : []),
      ...(others.length > 0 ? [`Set up here: ${idList(all)}.`] : []),
      ...(source === 'org use' ? ['To choose another one, run `smsctl org use ID`.'] : []),
      ...(organizationPattern.test(id) ? [`To create it, run \`smsctl setup --org ${id}\`.`] : []),
    ],
  });
}

const idList = (all: readonly string[]): string =>
  all.length <= listed
    ? all.join(', ')
    : `${all.slice(0, listed).join(', ')} and ${all.length - listed} more; \`smsctl org list\` shows all`;

/** The error for an ID that is not one; `source` gave it. */
export const invalidOrganization = ({ source }: { readonly source: string }): UserError =>
  new UserError({
    code: 'input.invalid',
    message: `Invalid organization ID in ${printable(source, 4096)}.`,
    hints: [organizationRule],
  });

/** The error for a choice among several organizations that would be a guess. */
export const ambiguousOrganization = (all: readonly string[]): UserError =>
  new UserError({
    code: 'org.ambiguous',
    message: `${all.length} organizations are set up, and you must name one.`,
    hints: [
      `Pass \`--org\` or set SMSCTL_ORG, or create a .smsctl.json such as {"org": "${all[0]}"}.`,
      'To list them, run `smsctl org list`. To choose one for this terminal, run `smsctl org use ID`.',
    ],
  });
