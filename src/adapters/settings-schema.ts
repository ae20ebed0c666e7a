const text = { type: 'string', minLength: 1, maxLength: 4096 } as const;
const time = { type: 'string', format: 'date-time' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const counts = { type: 'object', additionalProperties: count } as const;
const method = { enum: ['auth-token', 'api-key'] } as const;
const store = { enum: ['keychain', 'file', 'env', 'memory'] } as const;
const acknowledgement = { type: 'object', required: ['by', 'at'], properties: { by: text, at: time } } as const;

/** The properties of a settings file, as JSON Schema (2020-12). What it does not know is kept as it is. */
export const settingsSchema = {
  schema: { const: 'smsctl.settings/1' },
  owner: { type: 'object', required: ['team', 'contact'], properties: { team: text, contact: text } },
  number: {
    type: 'object',
    required: ['sender', 'kind'],
    properties: {
      sender: text,
      kind: { enum: ['number', 'short-code', 'alphanumeric'] },
      country: text,
      type: text,
      messagingService: text,
    },
  },
  credentials: {
    type: 'object',
    required: ['accountSid', 'method', 'store', 'fingerprint', 'savedAt'],
    properties: {
      accountSid: { type: 'string', pattern: '^AC[0-9a-fA-F]{32}$' },
      method,
      apiKeySid: { type: 'string', pattern: '^SK[0-9a-fA-F]{32}$' },
      region: text,
      store,
      secretKey: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{0,127}$' },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
      savedAt: time,
    },
  },
  method: {
    type: 'object',
    required: ['confirmed'],
    properties: {
      confirmed: {
        type: 'object',
        required: ['method', 'by', 'at', 'fingerprint'],
        properties: { method, by: text, at: time, fingerprint: text },
      },
    },
  },
  contacts: {
    type: 'object',
    required: ['source', 'minimum', 'result'],
    properties: {
      source: text,
      country: text,
      column: text,
      minimum: { type: 'number', minimum: 0, maximum: 100 },
      result: {
        type: 'object',
        required: [
          'rows',
          'textable',
          'reasons',
          'countries',
          'types',
          'name',
          'bytes',
          'modifiedAt',
          'checkedAt',
          'rules',
        ],
        properties: {
          rows: count,
          textable: count,
          reasons: counts,
          countries: counts,
          types: counts,
          name: text,
          bytes: count,
          modifiedAt: time,
          checkedAt: time,
          rules: text,
        },
      },
      acknowledged: acknowledgement,
      shortForm: acknowledgement,
    },
  },
  pending: {
    type: 'array',
    items: {
      type: 'object',
      required: ['store', 'key'],
      properties: { store, key: text, doomed: { const: true } },
    },
  },
} as const;
