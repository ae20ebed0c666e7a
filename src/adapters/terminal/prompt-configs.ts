import type { Ask } from '../../ports.ts';
import { marked } from './asking.ts';
import { folded, foldedBefore, type PromptScreen } from './prompt-screen.ts';

/** What the configuration of a prompt is made of. */
interface Shown {
  readonly ask: Ask;
  /** What was typed or marked when the prompt was left for help. */
  readonly draft: string | undefined;
  /** Called with the line as it is typed, or the choice that is marked. */
  readonly onChange: (current: string) => void;
}

/** In front of a message: the mark and a space. In characters. */
const indent = 2;

/** Room for what is typed behind a message. In characters. */
const typedRoom = 12;

/** A text, a path or a secret. */
export function lineConfig({ ask, draft, onChange }: Shown, screen: PromptScreen) {
  const { kind, initial } = ask;
  const secret = kind === 'secret';
  const mask = screen.unicode ? '•' : '*';
  const offered = secret ? undefined : (draft ?? initial);
  const room = Math.max(typedRoom, offered === undefined ? 0 : offered.length + 3);
  return {
    message: foldedBefore(marked(lineMessage(ask), ':'), room, screen, indent),
    ...(offered !== undefined && { default: offered }),
    ...(draft !== undefined && { prefill: 'editable' as const }),
    transformer: (line: string, { isFinal }: { readonly isFinal: boolean }) => {
      onChange(line);
      // As many as the line has code units, by which the cursor moves.
      const shown = secret ? mask.repeat(line.length) : line;
      return isFinal ? screen.accent(shown) : shown;
    },
    // A masked line cannot be corrected.
    theme: { ...themeOf(screen), validationFailureMode: secret ? ('clear' as const) : ('keep' as const) },
  };
}

const lineMessage = ({ message, kind, initialLabel }: Ask): string =>
  kind === 'secret' && initialLabel !== undefined ? `${message} (Enter takes ${initialLabel})` : message;

export function confirmConfig({ message, initial }: Ask, screen: PromptScreen) {
  return {
    message: foldedBefore(marked(message, '?'), ' (y/N) yes'.length, screen, indent),
    default: initial === 'yes',
    theme: { ...themeOf(screen), keywords: { error: () => 'Type y or n.' } },
  };
}

/** The most choices that are shown at once: 24 lines hold them, with the question and the keys. */
const pageSize = 12;

export function choiceConfig({ ask, draft, onChange }: Shown, screen: PromptScreen) {
  const { message, initial, choices = [], back } = ask;
  const rows = choices.map(({ value, name, description, disabled }) => ({
    value,
    name: folded(disabled === undefined ? name : `${name} (${disabled})`, screen, 2 * indent),
    short: name,
    ...(description !== undefined && { description: folded(description, screen) }),
    disabled: disabled !== undefined,
  }));
  const enabled = rows.filter(({ disabled }) => !disabled);
  const marks = [draft, initial].find((wanted) => enabled.some(({ value }) => value === wanted));
  const question = folded(marked(message, ':'), screen, indent);
  const theme = themeOf(screen);
  return {
    message: question,
    choices: rows.map(({ disabled, ...row }) => ({ ...row, ...(disabled && { disabled: ' ' }) })),
    default: marks ?? enabled[0]?.value ?? '',
    loop: false,
    pageSize,
    theme: {
      ...theme,
      icon: { cursor: screen.unicode ? '❯' : '>' },
      i18n: { disabledError: 'Not available. Choose another one.' },
      style: {
        ...theme.style,
        highlight: (row: string) => {
          const marked = rows.find(({ name }) => row.slice(indent) === name);
          if (marked !== undefined) onChange(marked.value);
          return screen.accent(row);
        },
        // The answer stands behind the question.
        answer: (name: string) => screen.accent(behind(question, name, screen)),
        disabled: (row: string) => screen.dim(row.trimEnd()),
        description: screen.dim,
        keysHelpTip: () => screen.dim(folded(keysTip(screen, back), screen)),
      },
    },
  };
}

function keysTip({ unicode }: PromptScreen, back: boolean | undefined): string {
  const keys = [unicode ? '↑↓ move' : 'Up/Down move', 'Enter choose', '? help', ...(back === true ? ['< back'] : [])];
  return keys.join(unicode ? ' · ' : ', ');
}

/** A text that follows the last line of another, on the next line if it does not fit. */
function behind(before: string, text: string, screen: PromptScreen): string {
  const last = before.slice(before.lastIndexOf('\n') + 1);
  const taken = last === before ? last.length + indent : last.length;
  if (taken + 1 + text.length <= screen.columns) return text;
  return `\n${' '.repeat(indent)}${folded(text, screen, indent)}`;
}

const themeOf = (screen: PromptScreen) => {
  const { unicode, accent, good, bad, dim, strong } = screen;
  return {
    prefix: { idle: accent('?'), done: good(unicode ? '✔' : '+') },
    // A validation that takes long.
    spinner: { interval: 80, frames: unicode ? [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'] : [...'|/-\\'] },
    style: {
      answer: accent,
      // It is called with the prompt's state as well.
      message: (text: string) => strong(text),
      error: (problem: string) => bad(folded(`> ${problem}`, screen, indent)),
      defaultAnswer: (text: string) => dim(`(${text})`),
      highlight: accent,
    },
  };
};
