import { type ContactsResult, isEnough, textableShare } from '../../../domain/contacts/contact-quality.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const contactsRecordDocumentSpec = {
  schema: 'smsctl.contacts-record/1',
  empty: ({ organization }) => ({
    organization,
    name: null,
    recordedAt: null,
    ok: false,
    rows: 0,
    textable: 0,
    share: 0,
    minimum: null,
    rules: null,
    saved: false,
  }),
} as const satisfies DocumentSpec;

/** The document of a summary that was saved. */
export function contactsRecordDocument(
  version: string,
  organization: string,
  { result, minimum }: { readonly result: ContactsResult; readonly minimum: number },
): string {
  const { name, checkedAt, rows, textable, rules } = result;
  const ok = isEnough(result, minimum);
  return jsonText({
    schema: contactsRecordDocumentSpec.schema,
    version,
    organization,
    name,
    recordedAt: checkedAt,
    ok,
    rows,
    textable,
    share: textableShare(result),
    minimum,
    rules,
    saved: true,
    exitCode: ok ? exitCode.done : exitCode.notReady,
    error: null,
  });
}
