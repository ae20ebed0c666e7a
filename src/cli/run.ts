import {
  type ChosenOrganization,
  chooseOrganization,
  requireOrganization,
} from '../app/organizations/choose-organization.ts';
import { exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/text/printable.ts';
import { rememberSecret } from '../domain/text/redaction.ts';
import { UserError } from '../domain/user-error.ts';
import type { CommandSpec } from './command/command.ts';
import type { Context } from './command/context.ts';
import { copyableFor } from './command/copyable.ts';
import { type Invocation, plainInvocation } from './command-line.ts';
import { onNarrowScreens } from './render/narrow.ts';

/** Runs one command line. The only catch: every error becomes words, or a document, and an exit code here. */
export async function run(argv: readonly string[], given: Context): Promise<number> {
  forgetSecretsIn(argv);
  let context = onNarrowScreens(given);
  let chosen: ChosenOrganization | undefined;
  try {
    const invocation = plainInvocation(argv) ?? (await (await import('./program.ts')).parse(argv, context));
    if (invocation === undefined) return exitCode.done;
    const { spec, options, args } = invocation;
    if (spec.verbatim === true) context = given;
    // Before anything is read: what a command reads first may be a secret.
    const isHarmless = options.offline === true || spec.isHarmless?.(args) === true;
    const unsafe = context.unsafeNode({ offline: isHarmless || spec.withoutCredentials === true });
    if (spec.withoutCredentials !== true) refuseUnsafeNode(unsafe);
    const { run: act } = await spec.load();
    if (spec.standsAlone === true) {
      const id = spec.organizationIn?.(args);
      if (id !== undefined) chosen = { id, source: 'argument' };
      return await act(context, options, args);
    }
    chosen = await organizationFor(spec, options, context);
    const { organization, needsNoOrganization } = spec;
    const isChosen = chosen.source === 'org use' && needsNoOrganization?.(options) !== true;
    if (organization === undefined || (organization === 'may-be-new' && isChosen))
      await requireOrganization(chosen, context.organizations);
    // Whoever placed the file chose whose credentials are used, and the user may not know of it.
    if (chosen.file !== undefined && spec.withoutCredentials !== true && !isHarmless) {
      context.err.write(`Organization ${chosen.id}: chosen by ${printable(chosen.file)}.\n`);
    }
    return await act(context, { ...options, org: chosen.id, copyable: copyableFor(chosen) }, args);
  } catch (error) {
    return (await import('./report-error.ts')).reportError(error, argv, context, chosen);
  }
}

/** Of Auth Tokens and API key secrets. In characters. */
const secretLength = 32;

const looksSecret = (word: string): boolean =>
  word.length === secretLength && /^(?=\D*\d)(?=[^a-z]*[a-z])[0-9a-z]+$/i.test(word);

/** A secret does not belong on the command line; one that stands there all the same is not repeated. */
function forgetSecretsIn(argv: readonly string[]): void {
  for (const text of argv.filter(({ length }) => length >= secretLength)) {
    for (const word of text.split(/[=:]/)) if (looksSecret(word)) rememberSecret(word);
  }
}

function refuseUnsafeNode(seen: readonly string[]): void {
  if (seen.length === 0) return;
  throw new UserError({
    code: 'node.unsafe',
    message: `Node is set so that the credentials would be shown, or sent to anybody: ${seen.join(', ')}. Nothing was read.`,
    hints: ['Unset it, or say that it is meant: `--allow-unsafe-node`, or SMSCTL_ALLOW_UNSAFE_NODE=1.'],
  });
}

async function organizationFor(
  { organization, needsNoOrganization, givesSecrets }: CommandSpec,
  options: Invocation['options'],
  { env, interactive, organizations }: Context,
): Promise<ChosenOrganization> {
  const flag = typeof options.org === 'string' ? options.org : undefined;
  const optional = organization === 'optional' || needsNoOrganization?.(options) === true;
  const naming = { flag, variable: env.SMSCTL_ORG, onlyOwn: givesSecrets === true };
  return chooseOrganization({ ...naming, interactive, optional }, organizations);
}
