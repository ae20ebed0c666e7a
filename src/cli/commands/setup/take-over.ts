import type { Given } from '../../../app/setup/answer-sheet.ts';
import type { Configuration } from '../../../domain/application/configuration.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { maskSender, maskSid } from '../../../domain/text/mask.ts';
import type { Secret } from '../../../domain/text/secret.ts';
import { Cancelled, UserError } from '../../../domain/user-error.ts';
import { readApplication } from '../../command/application-source.ts';
import type { Context } from '../../command/context.ts';
import { styleFor, wrap } from '../../render/style.ts';

interface TakenOver {
  readonly given: ReadonlyMap<AnswerKey, Given>;
  /** Printed when the values are saved. */
  readonly advice: string;
}

/**
 * The values of an application's configuration: `env`, or the path of a `.env` file. Prints their names with masked values, and
 * asks if there is a terminal. Changes nothing in the source. Rejects with `UserError`: `input.unreadable`, `input.invalid`; with
 * `Cancelled` if the person does not want them.
 */
export async function takeOver(source: string, context: Context): Promise<TakenOver> {
  const configuration = await readApplication(context, source === 'env' ? undefined : source, {
    commands: { environment: 'smsctl setup --from env', file: 'smsctl setup --from' },
  });
  const problems = [...configuration.credentialProblems, ...configuration.senderProblems];
  const fatal = problems.filter(({ isFatal, id }) => isFatal && id !== 'missing');
  const rows = rowsOf(configuration);
  const { place } = configuration;
  if (fatal.length > 0 || rows.length === 0) {
    const reasons = fatal.length > 0 ? fatal : problems;
    throw new UserError({
      code: 'input.invalid',
      message: `smsctl cannot take over ${place.name}. ${reasons.map(({ detail }) => detail).join(' ')}`,
      hints: [...new Set(reasons.map(({ remedy }) => remedy))],
    });
  }
  const { columns } = styleFor(context.err, context);
  const line = (text: string): string => `${wrap(text, columns, 2)}\n`;
  context.err.write(`Values in ${place.name}:\n`);
  for (const { name, shown } of rows) context.err.write(line(`${name}: ${shown}`));
  for (const { isFatal, detail } of problems) if (!isFatal) context.err.write(line(`Note: ${detail}`));
  if (context.interactive && !(await isWanted(context))) {
    context.err.write('Cancelled. Nothing was changed.\n');
    throw new Cancelled();
  }
  const given = rows.map(({ key, raw, name }) => [key, { raw, source: name }] as const);
  const secrets = rows.filter(({ isSecret }) => isSecret).map(({ name }) => name);
  const advice = `${place.name} is unchanged, and still holds ${secrets.join(', ')} in plain text. Remove it there when programs get it from smsctl, for example with \`smsctl exec -- node send.js\`.`;
  return {
    given: new Map<AnswerKey, Given>([...given, ...methodOf(configuration)]),
    advice: secrets.length === 0 || place.file === null ? '' : `\n${wrap(advice, columns)}\n`,
  };
}

async function isWanted({ prompter }: Context): Promise<boolean> {
  const answer = await prompter.ask({
    key: 'setup.takeOver',
    kind: 'confirm',
    message: 'Take over these values?',
    initial: 'yes',
  });
  return /^y(?:es)?$/i.test(answer.trim()) || answer.trim() === '';
}

interface Row {
  readonly key: AnswerKey;
  /** Of its variable. */
  readonly name: string;
  readonly raw: string | Secret;
  readonly shown: string;
  readonly isSecret?: true;
}

/** The method is that of the credential; it has no variable. */
const methodOf = ({ credential, place }: Configuration): readonly (readonly [AnswerKey, Given])[] =>
  credential === undefined ? [] : [['credentials.method', { raw: credential.method, source: place.name }]];

function rowsOf({ credential, number, service, used }: Configuration): readonly Row[] {
  const row = (key: AnswerKey, value: string | undefined, mask: (text: string) => string): readonly Row[] => {
    const name = used.find(({ setting }) => setting === key)?.name;
    return value === undefined || name === undefined ? [] : [{ key, name, raw: value, shown: mask(value) }];
  };
  const secretKey = credential?.method === 'api-key' ? 'credentials.apiKeySecret' : 'credentials.authToken';
  const secretName = used.find(({ setting }) => setting === secretKey)?.name;
  const plain = (text: string): string => text;
  return [
    ...row('credentials.accountSid', credential?.accountSid, maskSid),
    ...row('credentials.apiKeySid', credential?.method === 'api-key' ? credential.apiKeySid : undefined, maskSid),
    ...(credential === undefined || secretName === undefined
      ? []
      : [{ key: secretKey, name: secretName, raw: credential.secret, shown: '••••••••', isSecret: true } as const]),
    ...row('credentials.region', credential?.region, plain),
    ...row('number.sender', number?.sender, maskSender),
    ...row('number.messagingService', number?.messagingService ?? service, maskSid),
  ];
}
