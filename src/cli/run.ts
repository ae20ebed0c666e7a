import {
  type ChosenOrganization,
  chooseOrganization,
  insteadOf,
  requireOrganization,
} from '../app/organizations/choose-organization.ts';
import { exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/text/printable.ts';
import { rememberSecret } from '../domain/text/redaction.ts';
import type { CommandSpec } from './command/command.ts';
import { type Invocation, plainInvocation } from './command/command-line.ts';
import type { Context } from './command/context.ts';
import { copyableFor } from './command/copyable.ts';
import { quickCommands } from './quick-commands.ts';
import { onNarrowScreens } from './render/narrow.ts';

/** Runs one command line. The only place that catches errors: it prints them and returns their exit code. */
export async function run(argv: readonly string[], given: Context): Promise<number> {
  maskSecretsIn(argv);
  let context = onNarrowScreens(given);
  let chosen: ChosenOrganization | undefined;
  try {
    const invocation =
      plainInvocation(argv, quickCommands) ?? (await (await import('./program.ts')).parse(argv, context));
    if (invocation === undefined) return exitCode.done;
    const { spec, options, args } = invocation;
    if (spec.verbatim === true) context = given;
    // First: anything that a command reads may be a secret.
    const isHarmless = options.offline === true || spec.isHarmless?.(args) === true;
    const unsafe = context.unsafeNode({ offline: isHarmless || spec.withoutCredentials === true });
    if (spec.withoutCredentials !== true && unsafe.length > 0) {
      throw (await import('./unsafe-node.ts')).unsafeNode(unsafe);
    }
    const { run: act } = await spec.load();
    if (spec.withoutOrganization === true) {
      const id = spec.organizationIn?.(args);
      if (id !== undefined) chosen = { id, source: 'argument' };
      return await act(context, options, args);
    }
    const instead = spec.insteadOfOrganization?.(options);
    if (instead !== undefined) {
      chosen = insteadOf(instead);
      return await act(context, { ...options, org: instead, copyable: copyableFor(chosen) }, args);
    }
    chosen = await organizationFor(spec, options, context);
    const { organization, needsNoOrganization } = spec;
    const needsOne = needsNoOrganization?.(options) !== true;
    const isChosen = chosen.source === 'org use';
    if (needsOne && (organization === undefined || (organization === 'may-be-new' && isChosen)))
      await requireOrganization(chosen, context.organizations);
    // Name the file: it chose the credentials, and the user may not know that it exists.
    if (chosen.file !== undefined && spec.withoutCredentials !== true && !isHarmless) {
      context.err.write(`Organization ${chosen.id}: chosen by ${printable(chosen.file)}.\n`);
    }
    return await act(context, { ...options, org: chosen.id, copyable: copyableFor(chosen) }, args);
  } catch (error) {
    return (await import('./report-error.ts')).reportError(error, argv, context, chosen);
  }
}

/** The length of Auth Tokens and API key secrets, in characters. */
const secretLength = 32;

const looksSecret = (word: string): boolean =>
  word.length === secretLength && /^(?=\D*\d)(?=[^a-z]*[a-z])[0-9a-z]+$/i.test(word);

/** Masks secrets that were given on the command line by mistake. */
function maskSecretsIn(argv: readonly string[]): void {
  for (const text of argv.filter(({ length }) => length >= secretLength)) {
    for (const word of text.split(/[=:]/)) if (looksSecret(word)) rememberSecret(word);
  }
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
