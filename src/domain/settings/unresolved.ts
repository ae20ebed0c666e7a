/** Why a value is not the value itself: it refers to one, a program has to fill it in, or a person has to. */
type UnresolvedKind = 'reference' | 'template' | 'placeholder';

export interface Unresolved {
  readonly kind: UnresolvedKind;
  /** The end of a sentence that starts with the name of the value and "is". Never the value. */
  readonly what: string;
  /** A sentence that says how to get the value, with the command in backticks. */
  readonly resolve: string;
  /** The command that prints the value. Absent: smsctl knows no such command. */
  readonly print?: string;
  /** The start of a command that runs another program with the resolved values of a file, or of the environment (null). */
  readonly run?: (file: string | null) => string;
}

interface Reference {
  readonly pattern: RegExp;
  readonly what: string;
  readonly print?: string;
  readonly run?: (file: string | null) => string;
}

const ofFile = (option: string, file: string | null): string => (file === null ? '' : ` ${option} ${file}`);

/**
 * References, as secret managers and the programs that resolve them document them:
 * https://developer.1password.com/docs/cli/secret-reference-syntax · https://bank-vaults.dev/docs/mutating-webhook ·
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html ·
 * https://cloud.google.com/secret-manager/docs/access-secret-version ·
 * https://learn.microsoft.com/azure/app-service/app-service-key-vault-references · https://dotenvx.com/docs ·
 * https://getsops.io/docs · https://github.com/helmfile/vals · https://supabase.com/docs/guides/local-development/managing-config
 */
const references: readonly Reference[] = [
  {
    pattern: /^op:\/\//i,
    what: '1Password (op://…)',
    print: 'op read REFERENCE',
    run: (file) => `op run${ofFile('--env-file', file)} --`,
  },
  { pattern: /^(?:ref\+)?(?:>>)?vault:/i, what: 'HashiCorp Vault (vault:…)', print: 'vault kv get -field=FIELD PATH' },
  {
    pattern: /^(?:arn:aws[\w-]*:secretsmanager:|\{\{resolve:secretsmanager:|awssm:|ref\+awssecrets:)/i,
    what: 'AWS Secrets Manager',
    print: 'aws secretsmanager get-secret-value --secret-id NAME --query SecretString --output text',
  },
  {
    pattern: /^(?:arn:aws[\w-]*:ssm:|\{\{resolve:ssm|ssm:|ref\+awsssm:)/i,
    what: 'the AWS Parameter Store',
    print: 'aws ssm get-parameter --name NAME --with-decryption --query Parameter.Value --output text',
  },
  {
    pattern: /^(?:(?:gcp|gsm|sm|ref\+gcpsecrets):\/*)?projects\/[^/]*\/secrets\/|^(?:sm|gsm|ref\+gcpsecrets):\/\//i,
    what: 'Google Secret Manager (projects/…/secrets/…)',
    print: 'gcloud secrets versions access latest --secret=NAME',
  },
  {
    pattern: /^@Microsoft\.KeyVault\(|^https:\/\/[\w-]+\.vault\.azure\.net\//i,
    what: 'Azure Key Vault',
    print: 'az keyvault secret show --vault-name VAULT --name NAME --query value --output tsv',
  },
  {
    pattern: /^encrypted:/i,
    what: 'a value that dotenvx encrypted (encrypted:…)',
    print: 'dotenvx get NAME',
    run: (file) => `dotenvx run${ofFile('-f', file)} --`,
  },
  { pattern: /^ENC\[/, what: 'a value that SOPS encrypted (ENC[…])', print: 'sops decrypt FILE' },
  { pattern: /^env\(\w*\)$/i, what: 'another variable (env(…))' },
  { pattern: /^[a-z][a-z0-9+.-]{1,30}:\/\//i, what: 'another place' },
];

/** Parts that a shell, a template engine or a deployment fills in. No secret of Twilio's has them. */
const template = /\$\{|\$\(|\{\{|<%|#\{|^\$\w+$|^%\w+%$|^__\w+__$/;

const brackets = /^(?:<.*>|\[.*\])$/s;

/** `ACxxxxxxxx`, `****`, `••••`, `…`: a mask or an example. */
const mask = /^(?:AC|SK|MG|PN|\+?\d{1,3})?[x*•#._\-…]{3,}\d{0,4}$/i;

/** Words that stand where a value belongs: those of examples of `.env` files. */
const words =
  /^(?:(?:change|replace|fill|set)[-_ ]?(?:me|this|it|in)\b.*|(?:your|my|the)[-_ ].*|(?:put|enter|insert|add|paste)[-_ ].*|(?:to[-_ ]?do|tbd|fixme|placeholder|dummy|example|sample|secret|token|password|undefined|null|redacted|(?:twilio[-_ ])?(?:auth[-_ ]?token|account[-_ ]?sid|api[-_ ]?(?:key|secret)(?:[-_ ](?:sid|secret))?))|.*[-_ ](?:here|goes[-_ ]here))$/i;

/**
 * Recognizes a text that is not a value: a reference to one, a template that was not filled in, a placeholder. `wordsCount`: false
 * for values that may consist of words, such as sender IDs. Undefined for everything else.
 */
export function unresolvedIn(raw: string, { wordsCount = true }: { readonly wordsCount?: boolean } = {}) {
  const text = raw.trim();
  const reference = references.find(({ pattern }) => pattern.test(text));
  if (reference !== undefined) return ofReference(reference);
  if (template.test(text)) return unfilled;
  const isPlaceholder = brackets.test(text) || mask.test(text) || (wordsCount && words.test(text));
  return isPlaceholder ? placeholder : undefined;
}

/** A template as a whole, in the case that variables usually have. */
const wholeTemplate = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|<%.*%>|\$[A-Z_][A-Z0-9_]*|%[A-Z_][A-Z0-9_]*%)$/s;

/**
 * As `unresolvedIn`, for passwords of other systems. They may consist of any characters, so that only references of known secret
 * managers count, and templates as a whole.
 */
export function unresolvedPassword(password: string): Unresolved | undefined {
  const unresolved = unresolvedIn(password, { wordsCount: false });
  if (unresolved?.kind === 'reference') return unresolved.print === undefined ? undefined : unresolved;
  return unresolved?.kind === 'template' && wholeTemplate.test(password.trim()) ? unresolved : undefined;
}

function ofReference({ what, print, run }: Reference): Unresolved {
  const isValue = /^a value/.test(what);
  const running = run === undefined ? '' : `Run smsctl with \`${run(null)}\`, or print the value with`;
  return {
    kind: 'reference',
    what: isValue ? `${what}, not the value itself` : `a reference to ${what}, not the value itself`,
    resolve:
      print === undefined
        ? 'Put the value that it refers to in its place.'
        : `${running === '' ? 'Print the value with' : running} \`${print}\`.`,
    ...(print !== undefined && { print }),
    ...(run !== undefined && { run }),
  };
}

const unfilled: Unresolved = {
  kind: 'template',
  what: 'a template that was not filled in',
  resolve: 'Fill it in first, for example with `envsubst`.',
};

const placeholder: Unresolved = {
  kind: 'placeholder',
  what: 'a placeholder',
  resolve: 'Copy the value from the Twilio Console.',
};
