import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentForm } from '../../command/document.ts';

export const orgListForm = {
  schema: 'smsctl.org-list/1',
  empty: () => ({ current: null, organizations: [] }),
} as const satisfies DocumentForm;

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
    schema: orgListForm.schema,
    version,
    exitCode: exitCode.done,
    current,
    organizations,
    error: null,
  });

export const configExplainForm = {
  schema: 'smsctl.config-explain/1',
  empty: ({ organization }) => ({ organization, directory: null, settings: null, values: [] }),
} as const satisfies DocumentForm;

/** One value that commands use, what gives it, and what it overrides. */
export interface ExplainedValue {
  readonly name: string;
  /** As people may see it: identifiers masked, secrets as dots. Null: nothing gives it. */
  readonly value: string | null;
  /** Null where nothing gives it. */
  readonly source: string | null;
  readonly overrides: readonly { readonly value: string; readonly source: string }[];
  /** What the next setup would take instead: a variable that no other command reads. Null: nothing else. */
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
): string => jsonText({ schema: configExplainForm.schema, version, exitCode: exitCode.done, ...parts, error: null });
