import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
formats.default(ajv);

/** What is wrong with a document by the schema `docs/schema/NAME.json`; empty: nothing. */
export function faultsIn(name: string, document: unknown): readonly unknown[] {
  const id = `smsctl.${name}/1`;
  if (ajv.getSchema(id) === undefined) {
    ajv.addSchema(JSON.parse(readFileSync(new URL(`../../docs/schema/${name}.json`, import.meta.url), 'utf8')));
  }
  ajv.validate(id, document);
  return ajv.errors ?? [];
}
