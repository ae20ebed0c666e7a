import type { ContactsReport, ContactsSummary } from '../../../domain/contacts/contact-quality.ts';
import { isEnough, textableShare } from '../../../domain/contacts/contact-quality.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import type { Finding } from '../../../domain/readiness/check.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const contactsDocumentSpec = {
  schema: 'smsctl.contacts/1',
  empty: ({ organization, now }) => ({
    organization,
    checkedAt: now,
    ok: false,
    rows: 0,
    textable: 0,
    share: 0,
    minimum: null,
    reasons: {},
    countries: {},
    types: {},
    country: null,
    proposal: null,
    rules: null,
    lists: [],
    columns: [],
    findings: [],
    examples: {},
    sender: null,
    cost: null,
    files: {},
    saved: false,
  }),
} as const satisfies DocumentSpec;

interface Checked {
  readonly version: string;
  readonly organization: string;
  readonly exit: ExitCode;
  readonly report: ContactsReport;
  readonly minimum: number;
  /** The country for national numbers; null: none. */
  readonly country: string | null;
  /** How the saved sender reaches the list; null: no sender is saved. */
  readonly sender: Finding | null;
  /** Of one segment to each contact; null: not known. */
  readonly cost: object | null;
  /** The files that were written, by option. */
  readonly files: Readonly<
    Record<string, { readonly path: string; readonly rows: number | null; readonly disarmed: number }>
  >;
  readonly saved: boolean;
}

export const contactsDocument = (checked: Checked): string => {
  const { minimum, report, sender, cost } = checked;
  const { result, lists, examples, proposal } = report;
  const listName = (name: string): string | null => (lists.length > 1 ? name : null);
  return jsonText({
    schema: contactsDocumentSpec.schema,
    version: checked.version,
    organization: checked.organization,
    exitCode: checked.exit,
    checkedAt: result.checkedAt,
    ok: isEnough(result, minimum),
    ...countsOf(result),
    minimum,
    country: checked.country,
    proposal,
    rules: result.rules,
    lists,
    columns: lists.flatMap(({ name, columns }) => columns.map((column) => ({ list: listName(name), ...column }))),
    findings: lists.flatMap(({ name, findings }) => findings.map((finding) => ({ list: listName(name), ...finding }))),
    examples,
    sender: sender === null ? null : { status: sender.status, detail: sender.detail },
    cost,
    files: checked.files,
    saved: checked.saved,
    error: null,
  });
};

const countsOf = (summary: ContactsSummary) => ({
  rows: summary.rows,
  textable: summary.textable,
  share: textableShare(summary),
  reasons: summary.reasons,
  countries: summary.countries,
  types: summary.types,
});

/** The document of `contacts merge`: one line, so that many documents in one file can be merged again. */
const mergedForm = {
  schema: 'smsctl.contacts-summary/1',
  empty: () => ({ rules: null, rows: 0, textable: 0, reasons: {}, countries: {}, types: {}, promised: null }),
} as const satisfies DocumentSpec;

export const mergedDocument = (
  version: string,
  rules: string,
  merged: { readonly summary: ContactsSummary; readonly promised: number | null; readonly exit: ExitCode },
): string => {
  const { summary, promised, exit } = merged;
  return jsonText({ schema: mergedForm.schema, version, exitCode: exit, rules, ...summary, promised, error: null }, 0);
};
