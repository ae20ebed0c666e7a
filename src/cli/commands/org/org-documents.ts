import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const orgListDocumentSpec = {
  schema: 'smsctl.org-list/1',
  empty: () => ({ current: null, organizations: [] }),
} as const satisfies DocumentSpec;

export interface ListedOrganization {
  readonly id: string;
  /** Masked. Null: no credentials are saved, or the settings cannot be read. */
  readonly accountSid: string | null;
  readonly sender: string | null;
  /** False: the settings cannot be read. */
  readonly readable: boolean;
}

export const orgListDocument = (
  version: string,
  current: string | null,
  organizations: readonly ListedOrganization[],
): string =>
  jsonText({
    schema: orgListDocumentSpec.schema,
    version,
    exitCode: exitCode.done,
    current,
    organizations,
    error: null,
  });

export const configExplainDocumentSpec = {
  schema: 'smsctl.config-explain/1',
  empty: ({ organization }) => ({ organization, directory: null, settings: null, values: [] }),
} as const satisfies DocumentSpec;

/** A value that commands use, its source, and the values that it overrides. */
export interface ExplainedValue {
  readonly name: string;
  /** Identifiers are masked, secrets are dots. Null: not set. */
  readonly value: string | null;
  /** Null: not set. */
  readonly source: string | null;
  readonly overrides: readonly { readonly value: string; readonly source: string }[];
  /** A variable that only setup reads, if it differs. Null: none does. */
  readonly setup: { readonly value: string; readonly source: string } | null;
}

export const configExplainDocument = (
  version: string,
  parts: {
    readonly organization: string;
    readonly directory: string;
    readonly settings: string;
    readonly values: readonly ExplainedValue[];
  },
): string =>
  jsonText({ schema: configExplainDocumentSpec.schema, version, exitCode: exitCode.done, ...parts, error: null });

export const configPathDocumentSpec = {
  schema: 'smsctl.config-path/1',
  empty: ({ organization }) => ({ organization, settings: null, exists: false }),
} as const satisfies DocumentSpec;

/** `settings`: the path of the settings; `exists`: false if nothing is saved there. */
export const configPathDocument = (
  version: string,
  parts: { readonly organization: string; readonly settings: string; readonly exists: boolean },
): string =>
  jsonText({ schema: configPathDocumentSpec.schema, version, ...parts, exitCode: exitCode.done, error: null });

type OrgAction = 'use' | 'rename' | 'remove';

/** One schema for the commands that change organizations. */
export const orgChangeDocumentSpec = (action: OrgAction) =>
  ({
    schema: 'smsctl.org-change/1',
    empty: () => ({ action, organization: null, former: null, changed: false }),
  }) as const satisfies DocumentSpec;

/** A change that was made. `organization`: its ID, after a rename the new one; `former`: the one before. */
export const orgChangeDocument = (
  version: string,
  action: OrgAction,
  { organization, former = null }: { readonly organization: string; readonly former?: string | null },
): string =>
  jsonText({
    schema: orgChangeDocumentSpec(action).schema,
    version,
    action,
    organization,
    former,
    changed: true,
    exitCode: exitCode.done,
    error: null,
  });
