import { readSecretManifest } from '../../../domain/application/kubernetes-secret.ts';
import { configurationOf } from '../../../domain/application/read-configuration.ts';
import { printable } from '../../../domain/text/printable.ts';
import { shellWord } from '../../../domain/text/shell-word.ts';
import { offerOf, type SourceOffer } from './source-offer.ts';

interface NamedManifest {
  /** `-` is stdin. */
  readonly file: string;
  /** The name of the Secret. Undefined: the manifest has one of Twilio. */
  readonly part: string | undefined;
}

/** The values of a Secret in a Kubernetes manifest. Rejects with `UserError` (exit 2). */
export async function readManifest(text: string, { file, part }: NamedManifest): Promise<SourceOffer> {
  const source = file === '-' ? 'stdin' : printable(file, 200);
  const command = `smsctl setup --from ${shellWord(file)}`;
  const { label, assignments, kubectl } = readSecretManifest(text, part, { name: source, command });
  const configuration = await configurationOf(assignments, {
    name: `Secret ${label} in ${source}`,
    form: 'manifest',
    file: null,
    command,
    commandForResolved: kubectl,
  });
  const advice = (secrets: readonly string[]): string =>
    file === '-'
      ? ''
      : `${source} is unchanged, and still holds ${secrets.join(', ')}. Base64 does not protect it: never commit the file, and delete it when the cluster has the Secret.`;
  return offerOf(configuration, { advice });
}
