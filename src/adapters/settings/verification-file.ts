import { join } from 'node:path';
import type { VerificationRecord } from '../../domain/readiness/verification.ts';
import { parseStrictJson } from '../../domain/text/strict-json.ts';
import type { VerificationStore } from '../../ports.ts';
import { isSystemError, reasonOf } from '../files/file-problem.ts';
import { readRegular } from '../files/named-file.ts';
import { utf8Text } from '../files/utf8-text.ts';
import { whileBusy } from '../files/while-busy.ts';

interface VerificationFileOptions {
  /** The state directory. */
  readonly directory: string;
  readonly organization: string;
  /** Called once each with why existing results cannot be read, and why results cannot be saved. */
  readonly onProblem?: (words: string) => void;
}

const schemaName = 'smsctl.verification/1';

/** Far larger than any record. In bytes. */
const sizeLimit = 1024 * 1024;

/** `<directory>/<organization>.verification.json`. Without a lock: of two runs at once, the later one is kept. */
export function verificationFile({ directory, organization, onProblem }: VerificationFileOptions): VerificationStore {
  const path = join(directory, `${organization}.verification.json`);
  const told = new Set<string>();
  const tell = (words: string): void => {
    if (!told.has(words)) onProblem?.(words);
    told.add(words);
  };
  return {
    load: async () => {
      try {
        return recordIn(whileBusy(() => read(path)));
      } catch (error) {
        if (isDenied(error)) tell(`Could not read the last results from ${path}: ${reasonOf(error)}.`);
        return undefined;
      }
    },
    // Lazy: most runs only read.
    save: async (record) => {
      const { writeRecord } = await import('./verification-writing.ts');
      const problem = writeRecord(path, { schema: schemaName, ...record });
      if (problem === null) return true;
      tell(`Could not save the results of this run to ${path}: ${problem}. \`smsctl status\` will not show them.`);
      return false;
    },
  };
}

/** A missing or invalid file is not reported: the next run writes it. */
const isDenied = (error: unknown): boolean =>
  isSystemError(error) && (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EIO');

function read(path: string): unknown {
  const text = utf8Text(readRegular(path, sizeLimit).bytes);
  return text === undefined ? undefined : parseStrictJson(text).value;
}

/** Whether a value has a property's type. Another program may have written the file. */
type Shape = (value: unknown) => boolean;

const isText: Shape = (value) => typeof value === 'string';
const isDate: Shape = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
const isCheckId: Shape = (value) => typeof value === 'string' && /^[a-z\d.-]{1,80}$/.test(value);
const isFlag: Shape = (value) => typeof value === 'boolean';
const isNumber: Shape = (value) => typeof value === 'number';
const isNull: Shape = (value) => value === null;
const either =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const everyValue =
  (shape: Shape): Shape =>
  (value) =>
    isRecord(value) && Object.values(value).every(shape);
const everyItem =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);
const optional = (shape: Shape): Shape => either((value) => value === undefined, shape);
function properties(shapes: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(shapes);
  return (value) => isRecord(value) && entries.every(([name, shape]) => shape(value[name]));
}

const isStatus: Shape = (value) => ['pass', 'warn', 'fail', 'skip', 'unknown'].includes(value as string);

const isRemembered = properties({
  setup: isText,
  result: properties({
    id: isText,
    headline: isText,
    title: isText,
    status: isStatus,
    required: isFlag,
    live: isFlag,
    blockedBy: either(isText, isNull),
    detail: isText,
    remedy: either(isNull, properties({ text: isText, command: either(isText, isNull) })),
    code: either(isText, isNull),
    data: everyValue(either(isText, isNumber, isFlag, isNull)),
    durationMs: isNumber,
    checkedAt: either(isText, isNull),
  }),
});

const isDelivery = properties({
  sender: isText,
  accountSid: isText,
  delivery: properties({
    at: isText,
    outcome: (value) => value === 'delivered' || value === 'refused',
    code: either(isNumber, isNull),
    country: either(isText, isNull),
    recipient: isNumber,
    verified: either(isFlag, isNull),
  }),
});

const isPrices = properties({
  accountSid: isText,
  readAt: isText,
  prices: either(
    isNull,
    properties({
      currency: isText,
      prices: everyItem(properties({ kind: isText, price: isText })),
    }),
  ),
});

const isPeriod = properties({
  subject: isText,
  verdict: (value) => value === 'ready' || value === 'not-ready',
  since: isDate,
  lastReadyAt: either(isDate, isNull),
  failing: everyItem(properties({ check: isCheckId, before: either(isStatus, isNull) })),
  ready: everyValue(isStatus),
});

const isStored = properties({
  schema: (value) => value === schemaName,
  completedAt: either(isText, isNull),
  results: everyValue(isRemembered),
  deliveries: optional(everyItem(isDelivery)),
  period: optional(isPeriod),
  prices: optional(everyValue(isPrices)),
});

function recordIn(value: unknown): VerificationRecord | undefined {
  if (!isStored(value)) return undefined;
  const { completedAt, results, deliveries, prices, period } = value as VerificationRecord;
  return {
    ...{ completedAt, results },
    ...(deliveries !== undefined && { deliveries }),
    ...(prices !== undefined && { prices }),
    ...(period !== undefined && { period }),
  };
}
