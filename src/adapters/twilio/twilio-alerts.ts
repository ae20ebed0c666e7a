import type { AlertRecord } from '../../domain/deliveries/alert-record.ts';
import { belonging, codeIn, isGiven, type Row, shown, sidIn } from './twilio-answers.ts';
import type { TwilioApi, Values } from './twilio-api.ts';
import { eachPage } from './twilio-pages.ts';

const path = '/v1/Alerts';
const pageSize = 1000;

/**
 * The debugger's alerts of a span of time (https://www.twilio.com/docs/usage/monitor-alert). Of an alert with a URL, only the
 * host is kept: the rest may hold passwords, tokens and phone numbers.
 */
export async function* readAlerts(
  api: TwilioApi,
  accountSid: string,
  { since, until }: { readonly since: Date; readonly until: Date },
): AsyncGenerator<readonly AlertRecord[]> {
  const query: Values = { PageSize: pageSize, StartDate: secondOf(since), EndDate: secondOf(until) };
  const get = (parameters: Values) => api.get('monitor', path, parameters);
  for await (const { rows } of eachPage(get, { path, key: 'alerts', query })) {
    yield rows.map((row) => readAlert(row, accountSid));
  }
}

const secondOf = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

function readAlert(row: Row, accountSid: string): AlertRecord {
  if (isGiven(row.account_sid)) belonging(row, accountSid);
  const resource = shown(row, 'resource_sid', 40);
  const said = parametersIn(row.alert_text);
  const status = said?.get('httpResponse') ?? '';
  const created = Date.parse(shown(row, 'date_created', 40));
  return {
    sid: sidIn(row),
    code: codeIn(row),
    level: shown(row, 'log_level', 20).toLowerCase(),
    at: Number.isNaN(created) ? null : created,
    messageSid: /^(?:SM|MM)[0-9a-fA-F]{32}$/.test(resource) ? resource : null,
    host: hostOf(said?.get('url') ?? row.request_url),
    httpStatus: /^[1-5]\d\d$/.test(status) ? Number(status) : null,
  };
}

/** Twilio writes the parameters of a webhook like those of a URL, in any order; other alerts have prose. */
function parametersIn(text: unknown): URLSearchParams | undefined {
  return typeof text === 'string' && /^[A-Za-z]\w*=/.test(text) && text.includes('&')
    ? new URLSearchParams(text.slice(0, 10_000))
    : undefined;
}

/** Without path, query and user. */
function hostOf(url: unknown): string | null {
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  const { host } = new URL(url);
  return host === '' || host.length > 100 ? null : host;
}
