import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openTwilio } from '../../src/adapters/twilio.ts';
import { Secret } from '../../src/domain/secret.ts';
import { defaultWorld, sandbox } from '../../src/sandbox/default-world.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { handle, routeTemplates } from '../../src/sandbox/world.ts';
import { named, openapiFolder, openapiRequirement } from '../support/requirements.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface Definitions {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
  readonly components: object;
}

const { account } = sandbox;
const reason = openapiRequirement();

/**
 * OpenAPI 3.0 says `nullable`, JSON Schema says `type: [..., "null"]`. Nothing may come that the definitions do not know, and
 * nothing may be left out: a reader that relies on a field must find it in the sandbox. `uri`s are relative at Twilio.
 */
function strictly(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strictly);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, format: _, ...rest } = node as Record<string, unknown>;
  const copy = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, strictly(value)]));
  if (nullable === true && typeof copy.type === 'string') copy.type = [copy.type, 'null'];
  if (nullable === true && Array.isArray(copy.enum)) copy.enum = [...copy.enum, null];
  if (typeof copy.properties === 'object' && copy.properties !== null && copy.additionalProperties === undefined) {
    copy.additionalProperties = false;
    copy.required = Object.keys(copy.properties);
  }
  return copy;
}

describe.skipIf(reason)(named("the sandbox and Twilio's definitions", reason), () => {
  const definitions =
    reason === undefined
      ? (JSON.parse(readFileSync(new URL('twilio_api_v2010.json', openapiFolder), 'utf8')) as Definitions)
      : { paths: {}, components: {} };

  /** Paths in braces compare by place, not by name. */
  const operationOf = (template: string): Operation | undefined =>
    definitions.paths[template.replace(/^GET /, '')]?.get;

  const request = (template: string) => ({
    method: 'GET',
    path: template.replace(/^GET /, '').replace(/\{\w+\}/, account.sid),
    query: new Map<string, string>(),
    user: account.sid,
    password: account.authToken,
  });

  it.each(routeTemplates)('%s is defined', (template) => expect(operationOf(template)).toBeDefined());

  it.each(routeTemplates)('%s answers as defined, field by field', (template) => {
    const { respond } = handle(defaultWorld(), request(template));
    const schema = operationOf(template)?.responses['200']?.content['application/json']?.schema;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    const validate = ajv.compile({ ...(strictly(schema) as object), components: strictly(definitions.components) });
    expect(typeof respond).toBe('object');
    const { status, body } = respond as { readonly status: number; readonly body: unknown };
    expect(status).toBe(200);
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('are what the adapter asks by: path, parameters and method', async () => {
    const server = await startSandbox({ world: defaultWorld() });
    const credential = {
      method: 'auth-token',
      accountSid: account.sid,
      secret: new Secret(account.authToken),
    } as const;
    const provider = await openTwilio({ baseUrl: server.url })(credential);
    await provider.accept();
    await provider.account();
    await provider.phoneNumber(sandbox.number.phoneNumber);
    await provider.shortCode(sandbox.shortCode.shortCode);
    await server.close();
    const asked = server.requests.map((line) => {
      const [method = '', target = ''] = line.split(' ');
      const { pathname, searchParams } = new URL(target, server.url);
      return { method, pathname, parameters: [...searchParams.keys()] };
    });
    expect(asked).toHaveLength(routeTemplates.length);
    for (const { method, pathname, parameters } of asked) {
      const template = Object.keys(definitions.paths).find((path) =>
        new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+?')}$`).test(pathname),
      );
      expect(method).toBe('GET');
      const known = definitions.paths[template ?? '']?.get?.parameters
        .filter((one) => one.in === 'query')
        .map(({ name }) => name);
      expect(
        parameters.filter((name) => !known?.includes(name)),
        pathname,
      ).toEqual([]);
    }
  });
});
