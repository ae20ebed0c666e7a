import { configurationOf } from '../../../domain/application/read-configuration.ts';
import { keyInKeychain, readTwilioProfile } from '../../../domain/application/twilio-profiles.ts';
import { SecretStoreError } from '../../../domain/secret-store-error.ts';
import { printable } from '../../../domain/text/printable.ts';
import { shellWord } from '../../../domain/text/shell-word.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { TwilioCli } from '../../../ports.ts';
import type { Context } from '../../command/context.ts';
import { offerOf, type SourceOffer } from './source-offer.ts';

/** The values of a profile of twilio-cli; undefined: the active one. Rejects with `UserError` (exit 2). */
export async function readTwilioCli(wanted: string | undefined, context: Context): Promise<SourceOffer> {
  const twilioCli = await context.twilioCli();
  const file = printable(twilioCli.configPath, 200);
  const { id, assignments, isInKeychain } = readTwilioProfile(await readConfig(twilioCli, context), wanted, file);
  const name = printable(id, 60);
  const found = isInKeychain ? await lookInKeychain(twilioCli, id) : { assignments: [] };
  const isKey = (variable = ''): boolean => /^TWILIO_API_(?:KEY|SECRET)$/.test(variable);
  const own = found.assignments.length === 0 ? assignments : assignments.filter(({ variable }) => !isKey(variable));
  const source = `twilio-cli:${id}`;
  const command = `smsctl setup --from ${shellWord(source)}`;
  const configuration = await configurationOf([...own, ...found.assignments], {
    name: `profile ${name} of twilio-cli`,
    form: 'twilio-cli',
    file: null,
    command,
    commandForResolved: command,
  });
  const advice = (): string =>
    `${file} is unchanged, and still holds the API key secret of profile ${name} in plain text. To remove it when you no longer need twilio-cli, run \`twilio profiles:remove ${shellWord(name)}\`. Do not let it delete the API key, which smsctl uses.`;
  const notes = [...(found.note === undefined ? [] : [found.note]), ...overridden(wanted, context)];
  return offerOf(configuration, { method: 'api-key', notes, ...(!isInKeychain && { advice }) });
}

async function readConfig({ configPath }: TwilioCli, { readInput }: Context): Promise<string> {
  try {
    return await readInput(configPath);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, hints } = error;
    const more = 'twilio-cli keeps its profiles there. If it uses another directory, set TWILIO_CONFIG_DIR.';
    throw new UserError({ code: 'input.unreadable', message, hints: [...hints, more] });
  }
}

/** The key in the keychain, or why the setup asks for it. */
async function lookInKeychain({ keychainEntry }: TwilioCli, id: string) {
  const where = `The configuration of twilio-cli does not hold the API key of profile ${printable(id, 60)}`;
  try {
    const entry = await keychainEntry(id);
    const assignments = entry === undefined ? [] : keyInKeychain(entry, id);
    return assignments.length > 0
      ? { assignments }
      : { assignments, note: `${where}, and the OS keychain has none for it.` };
  } catch (error) {
    if (!(error instanceof SecretStoreError)) throw error;
    return { assignments: [], note: `${where}, and the OS keychain could not be read. ${error.message}` };
  }
}

/** twilio-cli takes these variables before its active profile. */
function overridden(wanted: string | undefined, { env }: Context): readonly string[] {
  const isWhole = env.TWILIO_ACCOUNT_SID && ((env.TWILIO_API_KEY && env.TWILIO_API_SECRET) || env.TWILIO_AUTH_TOKEN);
  return wanted === undefined && isWhole
    ? ['twilio-cli itself uses the TWILIO_ variables of this environment instead of its profile.']
    : [];
}
