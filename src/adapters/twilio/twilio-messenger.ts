import type { SentMessage } from '../../domain/messages/message.ts';
import type { OpenMessenger } from '../../ports.ts';
import { belonging, type Row, shown, sidIn } from './twilio-answers.ts';
import { type TwilioOptions, twilioApi } from './twilio-api.ts';

/** The only module that sends messages. Rejects on opening as `openTwilio` does. */
export const openTwilioMessenger =
  (options: TwilioOptions): OpenMessenger =>
  async (credential) => {
    const { accountSid } = credential;
    const api = twilioApi(credential, { ...options, writes: ['POST'] });
    const messages = `/2010-04-01/Accounts/${accountSid}/Messages`;
    const read = (row: Row): SentMessage => {
      belonging(row, accountSid);
      const { error_code: code } = row;
      const errorCode = typeof code === 'number' && Number.isSafeInteger(code) ? code : null;
      return { sid: sidIn(row), status: shown(row, 'status', 40), errorCode };
    };
    return {
      send: async ({ to, body, sender, messagingService }) => {
        const service = messagingService === undefined ? {} : { MessagingServiceSid: messagingService };
        // With both, the service sends from this sender of its pool.
        return read(await api.post('api', `${messages}.json`, { To: to, Body: body, From: sender, ...service }));
      },
      look: async (sid) => read(await api.get('api', `${messages}/${sid}.json`)),
    };
  };
