import { unresolvedIn } from '../settings/unresolved.ts';
import { listed } from '../text/nearest.ts';
import { printable } from '../text/printable.ts';
import { shellWord } from '../text/shell-word.ts';
import { invalidSource } from '../text/source-problem.ts';
import type { Place } from '../text/strict-json.ts';
import { unknownWord } from '../text/unknown-word.ts';
import { UserError } from '../user-error.ts';
import type { Assignment } from './dotenv-file.ts';
import { variableNames } from './variable-names.ts';
import { readYaml, type YamlValue } from './yaml-text.ts';

interface ManifestSource {
  /** The file's name, printable. */
  readonly name: string;
  /** The command that reads it, such as `smsctl setup --from secret.yaml`. */
  readonly command: string;
}

/** The values of one Secret. */
interface SecretValues {
  /** `twilio`, or `production/twilio` if the manifest has several of this name. Printable. */
  readonly label: string;
  readonly assignments: readonly Assignment[];
  /** Prints the Secret as the cluster holds it. */
  readonly kubectl: string;
}

type YamlMap = Extract<YamlValue, { kind: 'map' }>;

interface FoundSecret {
  readonly map: YamlMap;
  readonly name: string;
  readonly namespace: string | undefined;
}

/**
 * The values of a Secret in a manifest (https://kubernetes.io/docs/concepts/configuration/secret/), in YAML or JSON, of several
 * documents or a List. `wanted` is the Secret's name; absent: the only one that holds variables of Twilio. Throws `UserError`:
 * `input.invalid`, `input.ambiguous`, `input.unknown-name`. No message has a value.
 */
export function readSecretManifest(text: string, wanted: string | undefined, source: ManifestSource): SecretValues {
  const read = readYaml(text);
  if (!read.ok) throw invalid(source, read.at, read.at.problem);
  const objects = read.documents.flatMap((document) => objectsIn(document, source));
  const secrets = objects.filter(({ kind }) => kind === 'Secret').map(({ map }) => secretOf(map, source));
  const chosen = chooseSecret(secrets, wanted, source);
  if (chosen === undefined) throw withoutSecret(objects, source);
  return {
    label: printable(labelOf(chosen, secrets), 120),
    assignments: assignmentsIn(chosen, source),
    kubectl: kubectlFor(chosen),
  };
}

const invalid = ({ name }: ManifestSource, place: Place, problem: string, ...hints: readonly string[]): UserError =>
  invalidSource('Kubernetes manifest', name, { ...place, problem }, ...hints);

interface KubernetesObject {
  readonly kind: string;
  readonly map: YamlMap;
}

/** The objects of a document; of a List, its items. */
function objectsIn(document: YamlValue, source: ManifestSource): readonly KubernetesObject[] {
  if (document.kind !== 'map') throw invalid(source, document, 'it is no object with a kind');
  const kind = textIn(document, 'kind', source);
  if (kind === undefined) throw invalid(source, document, 'it is no object with a kind');
  if (!/^(?:Secret)?List$/.test(kind)) return [{ kind, map: document }];
  const items = valueIn(document, 'items', source);
  if (items?.kind !== 'list') throw invalid(source, items ?? document, 'the list has no items');
  return items.items.map((map) => {
    if (map.kind !== 'map') throw invalid(source, map, 'it is no object with a kind');
    return { kind: textIn(map, 'kind', source) ?? (kind === 'SecretList' ? 'Secret' : ''), map };
  });
}

function secretOf(map: YamlMap, source: ManifestSource): FoundSecret {
  const metadata = mapIn(map, 'metadata', source);
  const name = metadata && textIn(metadata, 'name', source);
  return { map, name: name ?? '', namespace: metadata && textIn(metadata, 'namespace', source) };
}

/** A name that several Secrets have is only complete with its namespace. */
const labelOf = ({ name, namespace }: FoundSecret, all: readonly FoundSecret[]): string =>
  namespace !== undefined && all.filter((each) => each.name === name).length > 1 ? `${namespace}/${name}` : name;

/** Undefined: the manifest has no Secret. */
function chooseSecret(
  secrets: readonly FoundSecret[],
  wanted: string | undefined,
  source: ManifestSource,
): FoundSecret | undefined {
  if (secrets.length === 0) return undefined;
  const labels = [...new Set(secrets.map((each) => labelOf(each, secrets)))];
  const ofTwilio = secrets.filter((secret) =>
    entriesOf(secret, source).some(({ key }) => variableFor(key, secret.name) !== undefined),
  );
  const candidates =
    wanted === undefined
      ? ofTwilio.length === 0
        ? secrets
        : ofTwilio
      : secrets.filter((each) => [labelOf(each, secrets), each.name].includes(wanted));
  const [first, ...others] = candidates;
  if (first === undefined) {
    const known = labels.map((label) => printable(label, 120));
    throw unknownWord({ code: 'input.unknown-name', kind: 'Secret', word: wanted ?? '', known });
  }
  if (others.length === 0) return first;
  const names = [...new Set(candidates.map((each) => `\`${printable(labelOf(each, secrets), 120)}\``))];
  throw new UserError({
    code: 'input.ambiguous',
    message: `${source.name} has several Secrets: ${listed(names, 'and')}.`,
    hints:
      names.length === 1
        ? ['Keep one of them in the file.']
        : [`Name one of them: \`${source.command}:${shellWord(labelOf(first, secrets))}\``],
  });
}

/** Kinds of which a controller in the cluster makes Secrets. */
const ofControllers = /Secret(?!Store|List)|^OnePasswordItem$/;

function withoutSecret(objects: readonly KubernetesObject[], source: ManifestSource): UserError {
  const other = objects.find(({ kind }) => ofControllers.test(kind));
  if (other === undefined) {
    return new UserError({
      code: 'input.invalid',
      message: `${source.name} has no object of the kind Secret.`,
      hints: [
        'Name a file with a Secret, or read it from the cluster: `kubectl get secret NAME -o json | smsctl setup --from -`',
      ],
    });
  }
  const { name } = secretOf(other.map, source);
  const kind = printable(other.kind, 60);
  return new UserError({
    code: 'input.invalid',
    message: `${source.name} has no Secret but a ${kind}, which encrypts values or refers to them. Only the cluster has the values.`,
    hints: [`Read the Secret that the cluster makes of it: \`${kubectlFor({ name, namespace: undefined })}\``],
  });
}

const kubectlFor = ({ name, namespace }: Pick<FoundSecret, 'name' | 'namespace'>): string => {
  const place = namespace === undefined ? '' : ` --namespace ${shellWord(printable(namespace, 63))}`;
  return `kubectl get secret ${name === '' ? 'NAME' : shellWord(printable(name, 120))}${place} -o json | smsctl setup --from -`;
};

interface SecretEntry {
  readonly key: string;
  readonly value: YamlValue;
  readonly isEncoded: boolean;
}

/** Those of `stringData` last, since they replace the others. */
function entriesOf({ map }: FoundSecret, source: ManifestSource): readonly SecretEntry[] {
  return [
    ...(mapIn(map, 'data', source)?.entries ?? []).map((entry) => ({ ...entry, isEncoded: true })),
    ...(mapIn(map, 'stringData', source)?.entries ?? []).map((entry) => ({ ...entry, isEncoded: false })),
  ];
}

function assignmentsIn(secret: FoundSecret, source: ManifestSource): readonly Assignment[] {
  return entriesOf(secret, source).map((entry): Assignment => {
    const { key, value } = entry;
    const variable = variableFor(key, secret.name);
    // The other names are for a hint on a misspelled one.
    if (variable === undefined) return { name: key, value: '', line: value.line };
    return { name: key, variable, value: plainValue(entry, source), line: value.line };
  });
}

const known: ReadonlySet<string> = new Set(
  variableNames.filter(({ isBare }) => isBare !== true).map(({ name }) => name),
);
const bare: ReadonlySet<string> = new Set(
  variableNames.filter(({ isBare }) => isBare === true).map(({ name }) => name),
);

/**
 * The variable that a key stands for: `TWILIO_AUTH_TOKEN`, `twilio-auth-token`, `twilioAuthToken`, and in a Secret whose name has
 * `twilio` also `auth-token`.
 */
function variableFor(key: string, secretName: string): string | undefined {
  const written = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  const names = [key, written, ...(/twilio/i.test(secretName) ? [`TWILIO_${written}`] : [])];
  return names.find((name) => known.has(name)) ?? names.find((name) => bare.has(name));
}

function plainValue({ value, isEncoded }: SecretEntry, source: ManifestSource): string {
  if (value.kind === 'other' && value.what === 'empty') return '';
  if (value.kind !== 'text') {
    const what = value.kind === 'other' ? value.what : `a ${value.kind}, not a text`;
    throw invalid(
      source,
      value,
      `the value is ${what}`,
      'Put the value in quotation marks. If the file is a template, fill it in first, for example with `helm template`.',
    );
  }
  const { text } = value;
  // A reference is shown as such, not as broken base64.
  if (!isEncoded || unresolvedIn(text) !== undefined) return text;
  const decoded = decode(text);
  if (decoded === undefined) {
    throw invalid(
      source,
      value,
      'the value under data is not the base64 of a text',
      'Encode it with `base64`, or move it to stringData.',
    );
  }
  return decoded;
}

/** Undefined: it is not base64, or not that of a text in UTF-8. */
function decode(text: string): string | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const plain = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[^\P{Cc}\t\r\n]/u.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}

function valueIn({ entries }: YamlMap, key: string, source: ManifestSource): YamlValue | undefined {
  const [first, second] = entries.filter((entry) => entry.key === key);
  if (second !== undefined) throw invalid(source, second.value, `\`${key}\` is there twice`);
  return first?.value;
}

function textIn(map: YamlMap, key: string, source: ManifestSource): string | undefined {
  const value = valueIn(map, key, source);
  if (value === undefined || value.kind === 'text') return value?.text;
  throw invalid(source, value, `\`${key}\` is not a text`);
}

function mapIn(map: YamlMap, key: string, source: ManifestSource): YamlMap | undefined {
  const value = valueIn(map, key, source);
  if (value === undefined || value.kind === 'map') return value;
  if (value.kind === 'other' && value.what === 'empty') return undefined;
  throw invalid(source, value, `\`${key}\` is not a map`);
}
