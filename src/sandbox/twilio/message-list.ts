import { type Answer, errorAnswer, json } from './answer.ts';
import { pageSizeOf } from './page.ts';
import { messageBody, sentAtOf } from './resources.ts';
import type { Visit } from './route.ts';
import type { SandboxMessage, World } from './world.ts';

/** The message of the log with this SID. */
export function loggedMessage({ messageLog }: World, sid = ''): readonly SandboxMessage[] {
  const index = messageLog?.indexOf(sid);
  return messageLog === undefined || index === undefined ? [] : [messageLog.messageAt(index)];
}

/** The messages of a world as one row, newest first. The log's are older than the others. */
function rowOf({ messages, messageLog }: World) {
  const recent = messages.toSorted((one, other) => other.at.localeCompare(one.at));
  return {
    count: recent.length + (messageLog?.count ?? 0),
    at: (index: number): SandboxMessage | undefined =>
      index < recent.length ? recent[index] : messageLog?.messageAt(index - recent.length),
    indexOf: (sid: string): number | undefined => {
      const index = recent.findIndex((each) => each.sid === sid);
      if (index !== -1) return index;
      const logged = messageLog?.indexOf(sid);
      return logged === undefined ? undefined : recent.length + logged;
    },
  };
}

/**
 * Lists messages as Twilio does (https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources):
 * filters by To, From and the GMT day on which a message was sent; unknown parameters and values that are no date have no
 * effect. A message that was not sent has no such day, so that a filter by date leaves it out. A further page needs the token
 * of the one before, which names its last message.
 */
export function listMessages({ world, account, query, url }: Visit): Answer {
  const size = pageSizeOf(url);
  const [page, token] = [Number(query('Page') ?? 0) || 0, query('PageToken')];
  if (page > 0 && token === null) return errorAnswer(400, 20001, 'PageToken is required');
  const row = rowOf(world);
  const start = token === null ? 0 : (row.indexOf(token.replace(/^PA/, '')) ?? row.count) + 1;
  const shown: SandboxMessage[] = [];
  const fits = filterOf(query);
  let index = start;
  // One more than a page holds, which tells whether there is a next one.
  for (; index < row.count && shown.length <= size; index += 1) {
    const message = row.at(index);
    if (message !== undefined && message.accountSid === account.sid && fits(message)) shown.push(message);
  }
  const rows = shown.slice(0, size);
  const pathOf = (number: number, after?: string): string => {
    const search = new URLSearchParams(url.searchParams);
    search.delete('PageToken');
    search.set('PageSize', String(size));
    search.set('Page', String(number));
    if (after !== undefined) search.set('PageToken', `PA${after}`);
    return `${url.pathname}?${search}`;
  };
  return json(200, {
    messages: rows.map(messageBody),
    end: page * size + Math.max(rows.length - 1, 0),
    first_page_uri: pathOf(0),
    next_page_uri: shown.length > size ? pathOf(page + 1, rows.at(-1)?.sid) : null,
    page,
    page_size: size,
    previous_page_uri: page > 0 ? pathOf(page - 1, token?.replace(/^PA/, '')) : null,
    start: page * size,
    uri: pathOf(page, token?.replace(/^PA/, '')),
  });
}

/** The day of a date or a time; undefined for anything else. */
const dayIn = (text: string | null): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0];

function filterOf(query: Visit['query']): (message: SandboxMessage) => boolean {
  const [to, from] = [query('To'), query('From')];
  const [on, before, after] = ['DateSent', 'DateSent<', 'DateSent>'].map((name) => dayIn(query(name)));
  return (message) => {
    if (to !== null && message.to !== to) return false;
    if (from !== null && message.from !== from) return false;
    if (on === undefined && before === undefined && after === undefined) return true;
    const day = sentAtOf(message)?.slice(0, 10);
    if (day === undefined) return false;
    return (
      (on === undefined || day === on) &&
      (before === undefined || day <= before) &&
      (after === undefined || day >= after)
    );
  };
}
