import { regions } from '../../domain/settings/credential.ts';

const text = { type: 'string', minLength: 1 } as const;
const time = { type: 'string', format: 'date-time' } as const;
const country = { type: 'string', pattern: '^[A-Z]{2}$' } as const;
const fingerprint = { type: 'string', pattern: '^[0-9a-f]{16}$' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const counts = { type: 'object', additionalProperties: count } as const;
const method = { enum: ['auth-token', 'api-key'] } as const;
const store = { enum: ['keychain', 'file', 'env', 'command', 'memory'] } as const;
const requiredIf = (properties: object, required: string) => ({
  if: { properties },
  // A JSON Schema keyword. This object is never awaited.
  // biome-ignore lint/suspicious/noThenProperty: see above
  then: { required: [required] },
});
const acknowledgement = { type: 'object', required: ['by', 'at'], properties: { by: text, at: time } } as const;
const shortForm = {
  ...acknowledgement,
  properties: { ...acknowledgement.properties, sender: text, method },
} as const;

const owner = { type: 'object', required: ['team', 'contact'], properties: { team: text, contact: text } } as const;

const number = {
  type: 'object',
  required: ['sender', 'kind'],
  properties: {
    sender: text,
    kind: { enum: ['number', 'short-code', 'alphanumeric'] },
    country,
    type: text,
    messagingService: { type: 'string', pattern: '^MG[0-9a-fA-F]{32}$' },
  },
} as const;

const credentials = {
  type: 'object',
  required: ['accountSid', 'method', 'store', 'fingerprint', 'savedAt'],
  properties: {
    accountSid: { type: 'string', pattern: '^AC[0-9a-fA-F]{32}$' },
    method,
    apiKeySid: { type: 'string', pattern: '^SK[0-9a-fA-F]{32}$' },
    region: { enum: [...regions.keys()] },
    store,
    secretKey: text,
    secretCommand: { type: 'array', minItems: 1, items: { type: 'string' } },
    fingerprint,
    savedAt: time,
  },
  allOf: [
    requiredIf({ method: { const: 'api-key' } }, 'apiKeySid'),
    requiredIf({ store: { const: 'command' } }, 'secretCommand'),
  ],
} as const;

const confirmed = {
  type: 'object',
  required: ['by', 'at', 'method', 'fingerprint'],
  properties: { by: text, at: time, method, fingerprint, accountSid: credentials.properties.accountSid },
} as const;

const result = {
  type: 'object',
  required: ['rows', 'textable', 'reasons', 'countries', 'types', 'name', 'bytes', 'modifiedAt', 'checkedAt', 'rules'],
  properties: {
    rows: count,
    textable: count,
    reasons: counts,
    countries: counts,
    types: counts,
    name: text,
    bytes: { type: ['integer', 'null'], minimum: 0 },
    modifiedAt: { type: ['string', 'null'], format: 'date-time' },
    checkedAt: time,
    rules: text,
  },
} as const;

const contacts = {
  type: 'object',
  required: ['source', 'minimum', 'result'],
  properties: {
    source: text,
    country,
    column: text,
    countryColumn: text,
    consentColumn: text,
    sheet: text,
    numbers: { enum: ['national', 'international'] },
    minimum: { type: 'number', minimum: 0, maximum: 100 },
    result,
    acknowledged: acknowledgement,
    shortForm,
  },
} as const;

const secretRef = {
  type: 'object',
  required: ['store', 'key'],
  properties: { store, key: text, doomed: { const: true } },
} as const;

const pendingKey = {
  type: 'object',
  required: ['accountSid', 'name', 'requestedAt'],
  properties: {
    accountSid: credentials.properties.accountSid,
    name: text,
    requestedAt: time,
    sid: credentials.properties.apiKeySid,
  },
} as const;

/**
 * A settings file: `Settings` of the domain and the name of this schema. Unknown keys are allowed everywhere, so that a file
 * to which a later version with the same schema added keys can still be read.
 */
export const settingsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: "An organization's settings, as smsctl saves them",
  type: 'object',
  required: ['schema'],
  properties: {
    schema: { const: 'smsctl.settings/1' },
    owner,
    number,
    credentials,
    standby: { type: 'array', items: credentials },
    method: { type: 'object', required: ['confirmed'], properties: { confirmed } },
    contacts,
    pending: { type: 'array', items: secretRef },
    pendingKeys: { type: 'array', items: pendingKey },
  },
} as const;
