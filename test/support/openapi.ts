import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { openapiFolder } from './requirements.ts';

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content: { readonly 'application/json': { readonly schema: Json } } }>
  >;
}

interface Definitions {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json };
}

/** Twilio's definitions of the API that begins with /2010-04-01. */
export interface Openapi {
  /** The operation's query parameters; undefined when there is no such operation. `path` is a path or its template. */
  readonly queryOf: (method: string, path: string) => readonly string[] | undefined;
  /** What is wrong with a 200 for this operation; empty when nothing is. Every defined field must be there, and no other. */
  readonly faultsIn: (method: string, path: string, body: unknown) => readonly string[];
}

/** Reads the definitions; throws when `openapiRequirement` gives a reason. */
export function loadOpenapi(): Openapi {
  const definitions = exacting(
    JSON.parse(readFileSync(new URL('twilio_api_v2010.json', openapiFolder), 'utf8')),
  ) as Definitions;
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // Twilio's answers hold paths where the definitions say `uri`; its own examples do, too.
  ajv.addFormat('uri', /^(https?:\/\/|\/)\S+$/);
  ajv.addFormat('date-time-rfc-2822', /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
  ajv.addFormat('phone-number', /^\+[1-9]\d{1,14}$/);
  ajv.addFormat('http-method', /^(GET|POST)$/);
  for (const name of ['uri-map', 'phone-number-capabilities', 'currency']) ajv.addFormat(name, true);
  ajv.addSchema({ $id: 'twilio', components: definitions.components });

  const operationOf = (method: string, path: string): Operation | undefined => {
    const template = Object.keys(definitions.paths).find(
      (known) =>
        known === path || new RegExp(`^${known.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/.]+')}$`).test(path),
    );
    return template === undefined ? undefined : definitions.paths[template]?.[method.toLowerCase()];
  };
  const validatorOf = (operation: Operation): ValidateFunction => {
    const schema = operation.responses['200']?.content['application/json'].schema;
    return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"twilio#/')));
  };
  return {
    queryOf: (method, path) =>
      operationOf(method, path)
        ?.parameters?.filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name),
    faultsIn: (method, path, body) => {
      const operation = operationOf(method, path);
      if (operation === undefined) return [`no operation ${method} ${path}`];
      const validate = validatorOf(operation);
      return validate(body) ? [] : (validate.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
    },
  };
}

/** The definitions require no field. Here an object has all of its fields, so that nobody builds on one that is left out. */
function exacting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exacting);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, exacting(part)]));
  const { type, properties } = value as Json;
  if (type !== 'object' || typeof properties !== 'object' || properties === null) return copy;
  return { ...copy, required: Object.keys(properties), additionalProperties: false };
}
