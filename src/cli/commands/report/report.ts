import { type HandOver, readHandOver } from '../../../app/status/hand-over.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import type { Copyable } from '../../command/copyable.ts';
import { reportDocument } from './report-document.ts';
import { reportHtml } from './report-html.ts';
import { reportMarkdown } from './report-markdown.ts';

interface ReportOptions extends GlobalOptions {
  readonly format?: string;
  readonly file?: string;
  readonly showIds?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export async function run(context: Context, options: ReportOptions): Promise<ExitCode> {
  const { org: organization, copyable, file, showIds = false, json = false } = options;
  const { clock, err, out, version, writeOutput } = context;
  const { settings, verification, provider } = context.openWorkspace(organization, { prompts: false });
  const saved = await settings.load();
  const report = copyable(await readHandOver({ organization, saved, provider, showIds }, { clock, verification }));
  const text = render(json ? 'json' : (options.format ?? formatOf(file)), report, version, copyable);
  if (file === undefined) out.write(text);
  else {
    await writeOutput(file, text, { replace: options.yes === true, isOwn: isReport });
    err.write(`Written to ${printable(file)}.\n`);
  }
  return exitCode.done;
}

const formatOf = (file: string | undefined): string => /\.(html|json)$/i.exec(file ?? '')?.[1]?.toLowerCase() ?? 'md';

function render(format: string, report: HandOver, version: string, copyable: Copyable): string {
  if (format === 'html') return reportHtml(report, version, copyable);
  return format === 'json' ? reportDocument(version, report, exitCode.done) : reportMarkdown(report, version, copyable);
}

/** True for a text that `report` has written, in any of its formats. */
const isReport = (text: string): boolean =>
  text.startsWith('{\n  "schema": "smsctl.report/1"') ||
  (text.startsWith('<!doctype html>') && text.includes('<p class="lead">SMS handover report</p>')) ||
  (text.startsWith('# SMS of ') && /^Made on .* by smsctl /m.test(text));
