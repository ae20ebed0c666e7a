import type { Support } from '../../../app/status/support.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';

/** `smsctl.support/1`. */
export const supportDocument = (support: Support): string =>
  jsonText({
    schema: 'smsctl.support/1',
    version: support.versions.smsctl,
    ...support,
    exitCode: exitCode.done,
    error: null,
  });
