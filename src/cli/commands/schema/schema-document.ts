import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const schemaListDocumentSpec = {
  schema: 'smsctl.schema-list/1',
  empty: () => ({ schemas: [] }),
} as const satisfies DocumentSpec;

export const schemaListDocument = (version: string, names: readonly string[]): string =>
  jsonText({
    schema: schemaListDocumentSpec.schema,
    version,
    schemas: names.map((name) => ({ name, id: `smsctl.${name}/1` })),
    exitCode: exitCode.done,
    error: null,
  });
