import type { Routes } from './route.ts';
import type { SandboxAlert } from './world.ts';

/** Twilio answers at most this many alerts to one query: https://www.twilio.com/docs/usage/monitor-alert */
const mostAlerts = 10_000;

const withoutMs = (iso: string): string => `${iso.slice(0, 19)}Z`;

/** With every field that Twilio's OpenAPI definitions name (twilio_monitor_v1). */
const alertBody = (alert: SandboxAlert) => ({
  account_sid: alert.accountSid,
  alert_text: alert.text,
  api_version: '2010-04-01',
  date_created: withoutMs(alert.at),
  date_generated: withoutMs(alert.at),
  date_updated: withoutMs(alert.at),
  error_code: alert.code,
  log_level: alert.level,
  more_info: `https://www.twilio.com/docs/errors/${alert.code}`,
  request_method: alert.method,
  request_url: alert.url,
  resource_sid: alert.resourceSid,
  service_sid: null,
  sid: alert.sid,
  url: `https://monitor.twilio.com/v1/Alerts/${alert.sid}`,
});

/** Routes of the host of the debugger. A day as a limit means its beginning or its end. */
export const alertRoutes: Routes = {
  'GET /v1/Alerts': ({ world, own, query, list }) => {
    const [level, start, end] = [query('LogLevel'), query('StartDate'), query('EndDate')];
    const found = own(world.alerts)
      .filter((alert) => level === null || alert.level === level)
      .filter(({ at }) => start === null || withoutMs(at) >= start)
      .filter(({ at }) => end === null || withoutMs(at) <= (end.length === 10 ? `${end}T23:59:59Z` : end))
      .toSorted((one, other) => other.at.localeCompare(one.at));
    return list('alerts', found.slice(0, mostAlerts).map(alertBody));
  },
};
