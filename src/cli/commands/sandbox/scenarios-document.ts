import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { ListedScenario } from '../../command/context.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const scenariosDocumentSpec = {
  schema: 'smsctl.scenarios/1',
  empty: () => ({ scenarios: [] }),
} as const satisfies DocumentSpec;

export const scenariosDocument = (version: string, scenarios: readonly ListedScenario[]): string =>
  jsonText({
    schema: scenariosDocumentSpec.schema,
    version,
    scenarios: scenarios.map(({ name, about, exit }) => ({ name, about, verifyExitCode: exit })),
    exitCode: exitCode.done,
    error: null,
  });
