import { type CommandSpec, jsonOption } from '../command.ts';
import { explainForm } from '../render/explain-document.ts';

export const explainCommand: CommandSpec = {
  path: 'explain',
  summary: "say what one of the provider's error codes or a check means, and what to do",
  description:
    'Offline. Without a subject it lists the codes and the checks. A code that is not in the list is told with where to look.',
  arguments: [
    {
      name: '[subject]',
      help: 'an error code such as 30034, or the id of a check such as number.owned',
      values: 'subject',
    },
  ],
  options: [jsonOption(explainForm)],
  examples: ['smsctl explain 30034', 'smsctl explain number.registered'],
  document: explainForm,
  withoutCredentials: true,
  standsAlone: true,
  load: () => import('../actions/explain.ts'),
};
