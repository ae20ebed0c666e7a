import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { openapiFiles, openapiFolder } from './requirements.ts';

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly content: { readonly 'application/json': { readonly schema: Json } } }>
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Json;
}

interface Definitions {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json };
}

/** Twilio's definitions of the hosts that are asked: api, accounts, messaging, monitor, numbers, pricing, trusthub. No two share a path of these. */
export interface Openapi {
  /** The operation's query parameters; undefined when there is no such operation. `path` is a path or its template. */
  readonly queryOf: (method: string, path: string) => readonly string[] | undefined;
  /**
   * What is wrong with a request: no such operation, a parameter or a field of the form that it has not, or a value of another
   * form than the definitions ask for. `path` with its query.
   */
  readonly faultsInRequest: (method: string, path: string, form?: URLSearchParams) => readonly string[];
  /** What is wrong with a 200 for this operation; empty when nothing is. Every defined field must be there, and no other. */
  readonly faultsIn: (method: string, path: string, body: unknown) => readonly string[];
}

/** Reads the definitions; throws when `openapiRequirement` gives a reason. */
export function loadOpenapi(): Openapi {
  const hosts = openapiFiles.map(
    (file) => exacting(JSON.parse(readFileSync(new URL(file, openapiFolder), 'utf8'))) as Definitions,
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // Twilio's answers hold paths where the definitions say `uri`; its own examples do, too.
  ajv.addFormat('uri', /^(https?:\/\/|\/)\S+$/);
  ajv.addFormat('date-time-rfc-2822', /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
  ajv.addFormat('phone-number', /^\+[1-9]\d{1,14}$/);
  ajv.addFormat('http-method', /^(GET|POST)$/);
  ajv.addFormat('iso-country-code', /^[A-Z]{2}$/);
  for (const name of ['uri-map', 'phone-number-capabilities', 'currency']) ajv.addFormat(name, true);
  for (const [index, { components }] of hosts.entries()) ajv.addSchema({ $id: `twilio${index}`, components });

  const find = (method: string, path: string): readonly [Operation, host: number, template: string] | undefined => {
    const found = hosts.flatMap(({ paths }, host) => {
      const template = Object.keys(paths).find(
        (known) =>
          known === path || new RegExp(`^${known.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/.]+')}$`).test(path),
      );
      const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
      return template === undefined || operation === undefined ? [] : [[operation, host, template] as const];
    });
    return found[0];
  };
  const validatorOf = (operation: Operation, host: number): ValidateFunction => {
    const schema = (operation.responses['200'] ?? operation.responses['201'])?.content['application/json'].schema;
    return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"twilio${host}#/`)));
  };
  const validatorsOf = new Map<string, ValidateFunction>();
  /** A text is what a URL or a form holds; what the schema takes for a number is compared as one. */
  const faultsInValue = (name: string, schema: Json, value: string, host: number): readonly string[] => {
    // A filter by day is declared as a time, and described as a day.
    if (schema.format === 'date-time' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return [];
    const key = JSON.stringify(schema).replaceAll('"#/', `"twilio${host}#/`);
    const validate = validatorsOf.get(key) ?? ajv.compile(JSON.parse(key));
    validatorsOf.set(key, validate);
    const read = ['integer', 'number'].includes(String(schema.type)) ? Number(value) : value;
    return validate(read) ? [] : (validate.errors ?? []).map((fault) => `${name} ${value}: ${fault.message}`);
  };
  return {
    faultsInRequest: (method, path, form = new URLSearchParams()) => {
      const { pathname, searchParams } = new URL(path, 'http://definitions.invalid');
      const found = find(method, pathname);
      if (found === undefined) return [`no operation ${method} ${pathname}`];
      const [{ parameters = [], requestBody }, host, template] = found;
      const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const values =
        new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+?)')}$`).exec(pathname) ?? [];
      const fields = Object.values(requestBody?.content ?? {})[0]?.schema.properties as Readonly<Record<string, Json>>;
      const given = [
        ...names.map((name, index) => ['path', name, values[index + 1] ?? ''] as const),
        ...[...searchParams].map(([name, value]) => ['query', name, value] as const),
      ];
      return [
        ...given.flatMap(([place, name, value]) => {
          const known = parameters.find((parameter) => parameter.in === place && parameter.name === name);
          return known === undefined ? [`no ${place} ${name}`] : faultsInValue(name, known.schema, value, host);
        }),
        ...[...form].flatMap(([name, value]) => {
          const schema = fields?.[name];
          return schema === undefined ? [`no field ${name}`] : faultsInValue(name, schema, value, host);
        }),
      ];
    },
    queryOf: (method, path) =>
      find(method, path)?.[0]
        .parameters?.filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name),
    faultsIn: (method, path, body) => {
      const found = find(method, path);
      if (found === undefined) return [`no operation ${method} ${path}`];
      const validate = validatorOf(found[0], found[1]);
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
  // Some definitions say of a value that it may be null, and nothing else.
  if (type === undefined) return withoutNullable(copy);
  // A number that Twilio writes as text, as its own examples have it.
  const { 'x-twilio': extension } = value as { readonly 'x-twilio'?: { readonly overrideType?: string } };
  if (type === 'number' && extension?.overrideType === 'string') return { ...copy, type: ['string', 'number'] };
  // A null that is allowed is allowed beside the listed values, too: Twilio's own examples have it so.
  const { nullable, enum: values } = value as Json;
  if (nullable === true && Array.isArray(values)) return { ...copy, enum: [...values, null] };
  if (type !== 'object' || typeof properties !== 'object' || properties === null) return copy;
  return { ...copy, required: Object.keys(properties), additionalProperties: false };
}

function withoutNullable({ nullable: _, ...rest }: Json): Json {
  return rest;
}
