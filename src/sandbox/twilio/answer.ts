/** An HTTP answer, before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: JSON.stringify(body),
});

/** Twilio's error body: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export const errorAnswer = (status: number, code: number, message: string, detail?: string): Answer =>
  json(status, {
    code,
    message,
    ...(detail !== undefined && { detail }),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  });

export const notFound = (url: URL): Answer =>
  errorAnswer(404, 20404, `The requested resource ${url.pathname} was not found`);
