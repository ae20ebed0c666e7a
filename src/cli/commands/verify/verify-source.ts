import type { UsedVariable } from '../../../domain/application/configuration.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { Workspace } from '../../command/context.ts';
import type { Copyable } from '../../command/copyable.ts';

/** What is in the place of an organization's id. */
export const environmentName = 'environment';

/** Where the values of a run come from; a field of the document. Part of the machine interface. */
export interface VerifySource {
  readonly kind: 'organization' | 'environment' | 'env-file';
  /** As it was named; `-` for stdin. Null: no file was read. */
  readonly file: string | null;
  readonly variables: readonly UsedVariable[];
}

/** The source of a run for an organization. */
export const savedSource: VerifySource = { kind: 'organization', file: null, variables: [] };

/** What a run verifies. */
export interface Subject {
  /** Printed before the checks. */
  readonly header: string;
  readonly source: VerifySource;
  readonly copyable: Copyable;
  /** True if it can be ready. An application's configuration cannot: some checks do not apply to it. */
  readonly canBeReady: boolean;
  readonly results: (workspace: Workspace) => AsyncIterable<CheckResult>;
}
