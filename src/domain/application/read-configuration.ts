import type { Configuration, Place } from './configuration.ts';
import { readCredentials } from './credential-values.ts';
import type { Assignment } from './dotenv-file.ts';
import { foundValues, unknownNames } from './found-values.ts';
import { readSender } from './sender-values.ts';

/** Reads the configuration out of variables. Sends nothing, and refuses values that only stand for others. */
export async function configurationOf(assignments: readonly Assignment[], place: Place): Promise<Configuration> {
  const values = foundValues(assignments);
  const unknown = unknownNames(assignments);
  const sender = await readSender(values, place, unknown);
  const credentials = readCredentials(values, place, unknown);
  return {
    place,
    ...sender.result,
    ...credentials.result,
    senderProblems: sender.problems,
    credentialProblems: credentials.problems,
    used: [...credentials.used, ...sender.used],
  };
}
