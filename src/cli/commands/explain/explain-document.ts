import type { Explanation } from '../../../app/status/explain.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

const nothing = {
  kind: null,
  id: null,
  title: null,
  meaning: null,
  causes: [],
  checks: [],
  codes: [],
  states: [],
  final: null,
  delivered: null,
  remedy: null,
  page: null,
};

export const explainDocumentSpec = { schema: 'smsctl.explain/1', empty: () => nothing } as const satisfies DocumentSpec;

/** Everything that can be explained, by id. */
interface Subjects {
  readonly kind: 'list';
  readonly checks: readonly string[];
  readonly codes: readonly string[];
  readonly states: readonly string[];
}

export const explanationDocument = (version: string, explanation: Explanation | Subjects): string =>
  jsonText({
    schema: explainDocumentSpec.schema,
    version,
    exitCode: exitCode.done,
    ...nothing,
    ...partsOf(explanation),
    error: null,
  });

function partsOf(explanation: Explanation | Subjects) {
  switch (explanation.kind) {
    case 'list':
      return explanation;
    case 'unknown-code':
      return { kind: 'code', id: String(explanation.code), page: explanation.page };
    case 'code': {
      const { code, title, meaning, causes, checks: ids, remedy } = explanation.code;
      return { kind: 'code', id: String(code), title, meaning, causes, checks: ids, remedy, page: explanation.page };
    }
    case 'state': {
      const { id, title, meaning, final, delivered, codes, remedy } = explanation.state;
      return {
        kind: 'state',
        id,
        title,
        meaning,
        codes: codes.map(String),
        final,
        delivered,
        remedy,
        page: explanation.page,
      };
    }
    case 'check': {
      const { id, title, why, codes = [], remedy } = explanation.check;
      return { kind: 'check', id, title, meaning: why, codes, remedy, page: `docs/reference.md#${id}` };
    }
  }
}
