import type { Command } from 'commander';
import { explain } from '../../app/explain.ts';
import { errorCodes } from '../../domain/error-codes.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { checks } from '../../setup/steps.ts';
import type { Context } from '../context.ts';
import type { Act } from '../program.ts';
import { explanationDocument } from '../render/documents.ts';
import { explanationLines } from '../render/explain-text.ts';
import { styleFor } from '../render/style.ts';

export function explainCommand(parent: Command, context: Context, act: Act): void {
  const command = parent
    .command('explain')
    .argument('[subject]', 'an error code such as 30034, or the id of a check such as number.owned')
    .summary("say what one of the provider's error codes or a check means, and what to do")
    .description(
      'Offline. Without a subject it lists the codes and the checks. A code that is not in the list is told with where to look.',
    )
    .option('--json', 'one JSON document on stdout (smsctl.explain/1), also on errors')
    .addHelpText('after', '\nExamples:\n  $ smsctl explain 30034\n  $ smsctl explain number.registered\n');
  command.action((subject?: string) =>
    act(async () => runExplain(context, subject, command.opts<{ readonly json?: true }>().json === true)),
  );
}

function runExplain(context: Context, subject: string | undefined, json: boolean): ExitCode {
  const { out, version } = context;
  const explanation = subject === undefined ? undefined : explain(subject);
  const style = styleFor(out, context);
  if (json) out.write(explanationDocument(version, explanation));
  else out.write(explanation === undefined ? listLines() : explanationLines(explanation, style));
  return exitCode.done;
}

const listLines = (): string =>
  [
    ...errorCodes.map(({ code, title }) => `${code}  ${title}`),
    '',
    ...checks.map(({ id, title }) => `${id.padEnd(24)}${title}`),
    '',
  ].join('\n');
