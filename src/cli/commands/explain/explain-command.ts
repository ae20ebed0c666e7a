import { type CommandSpec, jsonOption } from '../../command/command.ts';
import { explainDocumentSpec } from './explain-document.ts';

export const explainCommand: CommandSpec = {
  path: 'explain',
  summary: 'explain an error code, a message state or a check',
  description:
    'Explains an error code of Twilio or smsctl, a message state, a check, a finding or a reply such as STOP, and what to ' +
    'do. Accepts pasted text: a code, a log line, a JSON body, a link. Without a subject, it lists all of them. Works ' +
    'offline.\n' +
    '`no-message` leads from a message that did not arrive to its cause.',
  arguments: [
    {
      name: '[subject...]',
      help: 'code, state, check, finding or pasted text',
      values: 'subject',
    },
  ],
  options: [jsonOption(explainDocumentSpec)],
  examples: [
    ['explain an error code', 'smsctl explain 30034'],
    ['explain a message state', 'smsctl explain undelivered'],
    ['explain a check', 'smsctl explain number.registered'],
    ['find out why a message did not arrive', 'smsctl explain no-message'],
    ['explain why a contact cannot receive SMS', 'smsctl explain landline'],
    ['explain a log line', "smsctl explain '[HTTP 400] Cannot send: 21608'"],
    ['explain a link', 'smsctl explain https://www.twilio.com/docs/errors/30007'],
  ],
  document: explainDocumentSpec,
  withoutCredentials: true,
  withoutOrganization: true,
  load: () => import('./explain.ts'),
};
