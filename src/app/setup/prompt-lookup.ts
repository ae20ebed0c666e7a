import { ProviderError } from '../../domain/provider-error.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import {
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseRegion,
} from '../../domain/settings/parse-credential.ts';
import type { PromptLookup } from '../../domain/settings/question.ts';
import type { AccountSenders, ListColumns } from '../../domain/settings/suggested-answers.ts';
import type { Parsed } from '../../domain/text/parsed.ts';
import type { Provider } from '../../ports.ts';
import type { Inputs } from './answer-sheet.ts';
import type { StepRun } from './setup-walk.ts';

/** The Messaging Services whose pools are read: each costs a request. */
const serviceLimit = 10;

/** Looks up what suggestions are made from, each thing once. Opens nothing before it is asked. */
export function promptLookup(run: StepRun): PromptLookup {
  let senders: Promise<AccountSenders | undefined> | undefined;
  const lists = new Map<string, Promise<ListColumns>>();
  return {
    senders: () => {
      senders ??= sendersOf(run);
      return senders;
    },
    columns: async (source) => {
      const saved = run.state.saved.contacts;
      // It was read from a pipe or a database, or is several lists.
      if (saved?.source === source && saved.result.bytes === null) return undefined;
      const list = lists.get(source) ?? run.ports.listColumns(source);
      lists.set(source, list);
      return list;
    },
  };
}

async function sendersOf(run: StepRun): Promise<AccountSenders | undefined> {
  try {
    const credential = await knownCredential(run);
    return credential === undefined ? undefined : await readSenders(await run.ports.openProvider(credential));
  } catch (error) {
    // The number is typed then, and the checks of the step name the problem.
    if (error instanceof ProviderError || error instanceof SecretStoreError) return undefined;
    throw error;
  }
}

/** The credential that was tried in this run, else the one that inputs give, else the saved one. */
async function knownCredential({ draftCredential, state, request, ports }: StepRun): Promise<Credential | undefined> {
  const { credentials } = state.saved;
  const tried = draftCredential ?? state.credential ?? credentialGiven(request.inputs, credentials?.region);
  if (tried !== undefined) return tried;
  return credentials === undefined ? undefined : ports.vault.read(credentials);
}

function credentialGiven({ given }: Inputs, savedRegion: string | undefined): Credential | undefined {
  const parsed = <T>(raw: unknown, parse: (raw: never) => Parsed<T>): T | undefined => {
    const result = raw === undefined ? undefined : parse(raw as never);
    return result?.ok === true ? result.value : undefined;
  };
  const rawOf = (key: Parameters<typeof given.get>[0]) => given.get(key)?.raw;
  const accountSid = parsed(rawOf('credentials.accountSid'), parseAccountSid);
  const apiKeySid = parsed(rawOf('credentials.apiKeySid'), parseApiKeySid);
  const keySecret = parsed(rawOf('credentials.apiKeySecret'), parseApiKeySecret);
  const authToken = parsed(rawOf('credentials.authToken'), parseAuthToken);
  // `none` takes the saved region away, and is not one.
  const region = given.has('credentials.region') ? parsed(rawOf('credentials.region'), parseRegion) : savedRegion;
  if (accountSid === undefined) return undefined;
  const common = { accountSid, ...(region !== undefined && { region }) };
  if (authToken !== undefined) return { ...common, method: 'auth-token', secret: authToken };
  if (apiKeySid === undefined || keySecret === undefined) return undefined;
  return { ...common, method: 'api-key', apiKeySid, secret: keySecret };
}

async function readSenders(provider: Provider): Promise<AccountSenders> {
  const [held, services] = await Promise.all([provider.heldSenders(), servicesOf(provider)]);
  return {
    complete: held.complete,
    senders: held.senders.map((each) => ({
      ...each,
      services: services.filter(({ numbers }) => numbers.includes(each.sender)).map(({ sid, name }) => ({ sid, name })),
    })),
  };
}

/** Empty if the key may not read services. */
async function servicesOf(provider: Provider) {
  try {
    const { services } = await provider.messagingServices();
    const read = services.slice(0, serviceLimit).map(async ({ sid, name }) => {
      return { sid, name, numbers: await provider.poolNumbers(sid) };
    });
    return await Promise.all(read);
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}
