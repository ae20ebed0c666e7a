import { describe, expect, it } from 'vitest';
import { readySettings } from '../support/fixtures.ts';
import { screenCli } from '../support/support-screens.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('Europe/Berlin');

const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`explain/${name}.txt`);

describe('the screens of explain', () => {
  it.each([
    ['code', ['Error: 30034']],
    ['code-unknown', ['99999']],
    ['check', ['number.registered']],
    ['state', ['undelivered']],
    ['reason', ['landline']],
    ['list-finding', ['no-header']],
    ['message-finding', ['message.opt-out']],
    ['error', ['org.ambiguous']],
    ['reply', ['STOP']],
    ['unknown', ['number.ownd']],
    ['several', ['30034 30007']],
    ['no-message', ['no-message']],
  ])('of a subject: %s', async (name, words) => golden(name, await screenCli().screen('explain', ...words)));

  it('of the list, without its middle', async () => {
    const lines = (await screenCli().screen('explain')).split('\n');
    await golden('list', [...lines.slice(0, 30), '[…]', ...lines.slice(-95)].join('\n'));
  });

  it('at 50 columns', async () => {
    await golden('code-50', await screenCli({ columns: 50 }).screen('explain', '30034'));
    await golden('no-message-50', await screenCli({ columns: 50 }).screen('explain', 'no-message'));
  });

  it('of the topic about tickets, with a setup', async () => {
    const { save, verified, screen } = screenCli();
    await save('acme', readySettings);
    await verified('acme', readySettings);
    await golden('help-ticket', await screen('help', 'ticket', '--org', 'acme'));
    const remedy = { text: 'Save a number of this account.', command: 'smsctl setup number' };
    await verified('acme', readySettings, { 'number.owned': { status: 'fail', detail: 'Not owned.', remedy } });
    const text = await screen('help', 'ticket', '--org', 'acme');
    await golden('help-ticket-not-ready', text.split('\n').slice(0, 10).join('\n'));
  });
});
