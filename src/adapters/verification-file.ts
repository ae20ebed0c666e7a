import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerificationRecord } from '../domain/verification.ts';
import type { VerificationStore } from '../ports.ts';
import { writeDurably } from './durable-file.ts';

interface VerificationFileOptions {
  /** The state directory. */
  readonly directory: string;
  readonly organization: string;
}

/** The last verification in `<directory>/<organization>.verification.json`. What cannot be read counts as never verified. */
export function verificationFile({ directory, organization }: VerificationFileOptions): VerificationStore {
  const path = join(directory, `${organization}.verification.json`);
  return {
    load: async () => {
      try {
        return asRecord(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    save: async (record) => {
      try {
        writeDurably(path, Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Enough of a look that no reader stumbles: an edited or cut file is a lost memory, no error. */
function asRecord(value: unknown): VerificationRecord | undefined {
  const { completedAt, results } = (value ?? {}) as Partial<VerificationRecord>;
  if (completedAt !== null && typeof completedAt !== 'string') return undefined;
  if (typeof results !== 'object' || results === null) return undefined;
  const whole = Object.values(results).every(
    (one) =>
      typeof one?.setup === 'string' && typeof one.result?.status === 'string' && typeof one.result.detail === 'string',
  );
  return whole ? { completedAt, results } : undefined;
}
