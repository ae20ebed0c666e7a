import type { SetupEvent } from '../../../app/setup/setup-walk.ts';
import { storeNames } from '../../../domain/settings/settings.ts';
import { counted } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { StoreHealth } from '../../../ports.ts';
import { briefingLines } from '../../render/briefing-text.ts';
import { checkLines } from '../../render/checklist.ts';
import { contactsLines } from '../../render/contacts-text.ts';
import { type Style, wrap } from '../../render/style.ts';

export function setupLines(event: SetupEvent, style: Style, now: Date): string {
  switch (event.type) {
    case 'stores':
      return storesLines(event, style);
    case 'resumed': {
      const titles = event.finished.map(({ title }) => title.toLowerCase()).join(', ');
      return `${wrap(`Finished before: ${titles}. To change one: \`${event.command}\`.`, style.columns)}\n`;
    }
    case 'step': {
      const { step, number, of } = event;
      const intro = step.intro.map((line) => style.dim(wrap(line, style.columns, 2))).join('\n');
      const heading = wrap(`Step ${number} of ${of}: ${step.title}`, style.columns);
      return `\n${style.strong(heading)}\n${intro}\n`;
    }
    case 'answered': {
      const { message, shown, source } = event.answer;
      if (source === null) return '';
      const words = wrap(`${message}: ${printable(shown)}`, style.columns, 2);
      const origin = `(${source})`;
      const isFull = words.length - words.lastIndexOf('\n') + origin.length > style.columns;
      return `${words}${isFull ? '\n  ' : ' '}${style.dim(origin)}\n`;
    }
    case 'refused':
      return `${wrap(`${style.arrow} ${printable(event.problem, 1000)}`, style.columns, 2)}\n`;
    case 'contacts':
      return contactsLines(event.report, event.minimum, style);
    case 'briefing':
      return briefingLines(event.briefing, style);
    case 'checked':
      return checkLines(event.result, style, now);
    case 'saved':
    case 'would-save': {
      const verb = event.type === 'saved' ? 'Saved' : 'Would save';
      const lines = event.changes.map(({ name, from, to }) => {
        const former = from === null ? '' : ` ${style.dim(`(was ${printable(from)})`)}`;
        return `    ${name}: ${printable(to ?? 'none')}${former}\n`;
      });
      return `  ${style.strong(`${verb}:`)}\n${lines.join('')}`;
    }
    case 'unchanged':
      return `  ${style.dim('Nothing changed here.')}\n`;
    case 'carried':
      return `  ${style.dim('Not saved yet: it is checked and saved together with the credentials of step 3.')}\n`;
    case 'pending':
      return `${wrap(`${counted(event.count, 'unused secret')} could not be deleted yet; the next setup tries again.`, style.columns)}\n`;
  }
}

function storesLines({ stores, chosen }: Extract<SetupEvent, { type: 'stores' }>, style: Style): string {
  const keychain = stores.find(({ kind }) => kind === 'keychain');
  const current = chosen === undefined ? '' : `Secrets are kept in ${storeNames[chosen]}. `;
  const state = keychain === undefined ? stores.map(({ sentence }) => sentence).join(' ') : keychainWords(keychain);
  return `${style.dim(wrap(`${current}${state}`, style.columns))}\n`;
}

const keychainWords = ({ ready, sentence, nextStep }: StoreHealth): string =>
  ready ? sentence : [sentence, nextStep].filter((part) => part !== null).join(' ');
