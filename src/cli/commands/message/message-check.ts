import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { checkMessage } from '../../../domain/messages/message-check.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { countText } from '../../../domain/text/counts.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { styleFor } from '../../render/style.ts';
import { messageDocument } from './message-document.ts';
import { messageLines } from './message-text.ts';

interface MessageOptions extends GlobalOptions {
  readonly file?: string;
  readonly json?: boolean;
  readonly maxSegments?: number;
  readonly name?: string;
}

/** In characters. Messages are far shorter: a longer file is the wrong one. */
const textLimit = 100_000;

export async function run(
  context: Context,
  { org, file, json = false, maxSegments, name }: MessageOptions,
  [text]: readonly string[],
): Promise<ExitCode> {
  const { out, version } = context;
  const body = await readBody(text, file, context);
  const settings = await settingsOf(context, org);
  const report = checkMessage({
    text: body,
    names: name === undefined ? namesIn(org) : [name],
    alphanumeric: settings.number?.kind === 'alphanumeric',
    ...(maxSegments !== undefined && { maxSegments }),
  });
  const exit = report.findings.some(({ severity }) => severity === 'error') ? exitCode.notReady : exitCode.done;
  out.write(
    json
      ? messageDocument({ version, organization: org, report, maxSegments, exit })
      : messageLines(report, styleFor(out, context)),
  );
  return exit;
}

async function readBody(text: string | undefined, file: string | undefined, { readInput }: Context): Promise<string> {
  if (text !== undefined && file !== undefined)
    throw wrongInput('input.usage', 'Two texts given. Pass the text or `--file`, not both.');
  if (text === undefined && file === undefined) throw wrongInput('input.missing', 'A text is required.');
  const path = file ?? (text === '-' ? '-' : undefined);
  // The line break at the end of a file is not part of the message.
  const body = path === undefined ? (text ?? '') : (await readInput(path)).replace(/^\ufeff/, '').replace(/\r?\n$/, '');
  if (body.length > textLimit) {
    throw wrongInput('input.too-long', `Text too long: it has more than ${countText(textLimit)} characters.`);
  }
  return body;
}

const wrongInput = (code: string, message: string): UserError =>
  new UserError({
    code,
    message,
    hints: ['Pass the text in quotes, with `--file PATH`, or on stdin: `smsctl message check -`.'],
  });

/** The check works without a setup, so that missing or unreadable settings are no error. */
async function settingsOf({ openWorkspace }: Context, organization: string): Promise<Settings> {
  try {
    return (await openWorkspace(organization, { prompts: false }).settings.load()) ?? {};
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}

/** Customers know `acme-eu` as acme. `default` is no name. */
const namesIn = (organization: string): readonly string[] =>
  organization === 'default' ? [] : organization.split('-').slice(0, 1);
