import type { DocumentSpec } from '../../command/document.ts';

/** The fields of a subject, with none. */
export const noSubject = {
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
  exits: [],
  similar: [],
  steps: [],
  reasons: [],
  findings: [],
  replies: [],
  errors: [],
};

export const explainDocumentSpec = {
  schema: 'smsctl.explain/1',
  empty: () => noSubject,
} as const satisfies DocumentSpec;
