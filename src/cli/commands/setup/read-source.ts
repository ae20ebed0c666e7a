import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import {
  configurationOfDotenv,
  configurationOfEnvironment,
  type SourceCommands,
} from '../../command/application-source.ts';
import type { Context } from '../../command/context.ts';
import { offerOf, type SourceOffer } from './source-offer.ts';

const commands: SourceCommands = { environment: 'smsctl setup --from env', file: 'smsctl setup --from' };

/**
 * Reads a source of `--from`: `env`, `twilio-cli` or `twilio-cli:PROFILE`, a `.env` file, a Kubernetes manifest, or a file that
 * `config export` wrote; `-` is stdin. `FILE.yaml:NAME` names one Secret of a manifest. Changes nothing in the source. Rejects with
 * `UserError` (exit 2).
 */
export async function readSource(source: string, context: Context): Promise<SourceOffer> {
  // The readers are lazy: a run needs one of them.
  if (source === 'env') return offerOf(await configurationOfEnvironment(context.env, commands));
  const profile = /^twilio-cli(?::(.*))?$/s.exec(source);
  if (profile !== null) return (await import('./twilio-cli-source.ts')).readTwilioCli(profile[1], context);
  const { file, part } = partsOf(source);
  refuseTerminal(file, context);
  const text = await context.readInput(file);
  const form = formOf(file, text);
  if (form === 'manifest') return (await import('./manifest-source.ts')).readManifest(text, { file, part });
  if (part !== undefined) {
    throw new UserError({
      code: 'input.usage',
      message: `\`${printable(part, 60)}\` names no Secret, since ${file === '-' ? 'stdin' : printable(file)} is not a Kubernetes manifest.`,
      hints: ['Leave it out.'],
    });
  }
  if (form === 'export') return (await import('./exported-source.ts')).readExported(text, file);
  const configuration = await configurationOfDotenv(text, file, commands);
  const { name } = configuration.place;
  const advice = (secrets: readonly string[]): string =>
    file === '-'
      ? ''
      : `${name} is unchanged, and still holds ${secrets.join(', ')} in plain text. Remove it there when programs get it from smsctl, for example with \`smsctl exec -- node send.js\`.`;
  return offerOf(configuration, { advice });
}

/** A path on Windows may have a colon as well. */
function partsOf(source: string): { readonly file: string; readonly part: string | undefined } {
  const [, file = source, part] = /^(-|.*\.(?:ya?ml|json)):([^:\\]+)$/is.exec(source) ?? [];
  return { file, part };
}

/** By the ending of its name, or by its content. */
function formOf(file: string, text: string): 'dotenv' | 'manifest' | 'export' {
  if (/\.ya?ml$/i.test(file)) return 'manifest';
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('{') || /\.json$/i.test(file)) return isManifest(start) ? 'manifest' : 'export';
  return isManifest(text) ? 'manifest' : 'dotenv';
}

/** Every object of Kubernetes has both keys. */
const isManifest = (text: string): boolean =>
  ['apiVersion', 'kind'].every(
    (key) =>
      new RegExp(`^[\\s{]*["']?${key}["']?\\s*:`, 'm').test(text) || new RegExp(`[{,]\\s*"${key}"\\s*:`).test(text),
  );

/** Questions follow, and a secret that is typed here would be seen. */
function refuseTerminal(file: string, { interactive }: Context): void {
  if (file !== '-' || !interactive) return;
  throw new UserError({
    code: 'input.usage',
    message: '`--from -` reads stdin, which is the terminal.',
    hints: ['Name a file, or pipe the values to smsctl.'],
  });
}
