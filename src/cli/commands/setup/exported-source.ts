import { readExportedSettings } from '../../../domain/settings/exported-settings.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { maskSender, maskSid } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { SourceOffer } from './source-offer.ts';

/** The settings in a file that `config export` wrote; `-` is stdin. Throws `UserError` (exit 2). */
export function readExported(text: string, file: string): SourceOffer {
  const name = file === '-' ? 'stdin' : printable(file, 200);
  const values = readExportedSettings(text, name).map(({ key, raw, line }) => ({
    key,
    name: key,
    raw: raw ?? noneOf(key),
    shown: raw === null ? 'none' : shownAs(key, raw),
    source: `${name}, line ${line}`,
  }));
  return { name, values, notes: [], advice: '' };
}

/** The answer that leaves a setting out. An empty one keeps a saved Messaging Service. */
const noneOf = (key: AnswerKey): string => (key === 'number.messagingService' ? 'none' : '');

function shownAs(key: string, raw: string): string {
  if (/Sid$|Service$/.test(key)) return maskSid(raw);
  return key === 'number.sender' ? maskSender(raw) : printable(raw, 100);
}
