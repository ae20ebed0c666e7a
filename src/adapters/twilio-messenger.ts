import { printable } from '../domain/printable.ts';
import type { OpenMessenger } from '../ports.ts';
import type { TwilioOptions } from './twilio.ts';
import { openClient } from './twilio.ts';
import { asked, belongs, recognizes } from './twilio-answers.ts';
import { twilioHttp } from './twilio-http.ts';

/** The one door through which something is sent. Rejects on opening as `openTwilio` does. */
export const openTwilioMessenger =
  (options: TwilioOptions): OpenMessenger =>
  async (credential) => {
    const { accountSid } = credential;
    const client = await openClient(credential, twilioHttp({ ...options, recognizes, writes: true }));
    const { messages } = client.api.v2010.accounts(accountSid);
    const read = (row: {
      readonly sid: string;
      readonly accountSid: string;
      readonly status: string;
      readonly errorCode: number;
    }) => {
      belongs(row.accountSid, accountSid);
      const errorCode = Number.isSafeInteger(row.errorCode) ? row.errorCode : null;
      return { sid: row.sid, status: printable(row.status, 40), errorCode };
    };
    return {
      send: ({ to, body, sender, messagingService }) =>
        asked(async () =>
          // With both, the service sends from this sender of its pool.
          read(
            await messages.create({
              to,
              body,
              from: sender,
              ...(messagingService !== undefined && { messagingServiceSid: messagingService }),
            }),
          ),
        ),
      look: (sid) => asked(async () => read(await client.api.v2010.accounts(accountSid).messages(sid).fetch())),
    };
  };
