import type { Explanation } from '../../app/explain.ts';
import { remedyLine } from '../../domain/check.ts';
import { requirementWords } from './requirement.ts';
import { type Style, wrap } from './style.ts';

/** One code or one check, in paragraphs. */
export function explanationLines(explanation: Explanation, style: Style): string {
  const paragraph = (text: string, margin = 0): string => wrap(text, style.columns, margin);
  const list = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${paragraph(item, 4).trimStart()}`)];
  switch (explanation.kind) {
    case 'unknown-code':
      return `${[
        style.strong(`${explanation.code}`),
        paragraph('This code is not in the list of smsctl: it is none that a first message usually meets.'),
        paragraph(`${style.arrow} Read the provider's page: ${explanation.page}`),
      ].join('\n')}\n`;
    case 'code': {
      const { code, title, meaning, causes, checks, remedy } = explanation.code;
      return `${[
        style.strong(`${code}: ${title}`),
        paragraph(meaning),
        ...list('Usual causes, most likely first:', causes),
        ...list(
          'What looks for it beforehand:',
          checks.map((id) => `\`smsctl verify --check ${id}\``),
        ),
        '',
        paragraph(`${style.arrow} ${remedyLine(remedy)}`),
        style.dim(explanation.page),
      ].join('\n')}\n`;
    }
    case 'check': {
      const { id, title, why, live, needs = [], remedy } = explanation.check;
      return `${[
        style.strong(`${id}: ${title}`),
        paragraph(why),
        '',
        paragraph(requirementWords(explanation.check)),
        paragraph(
          live ? 'Live: asks the provider or the secret store, reading only.' : 'Offline: looks at the settings.',
        ),
        ...list('Depends on:', needs),
        ...list(
          'Error codes that it prevents:',
          explanation.codes.map(({ code, title: name }) => `${code}: ${name}`),
        ),
        '',
        paragraph(`${style.arrow} ${remedyLine(remedy)}`),
      ].join('\n')}\n`;
    }
  }
}
