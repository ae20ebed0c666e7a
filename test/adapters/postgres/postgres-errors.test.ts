import { describe, expect, it } from 'vitest';
import { databaseError } from '../../../src/adapters/postgres/postgres-address.ts';
import { explained } from '../../../src/adapters/postgres/postgres-errors.ts';

const shown = 'postgres://db.example.com/crm';
const failed = (code: string | undefined, message = 'a row with +12025550123') =>
  explained(Object.assign(new Error(message), { code }), shown);

describe('an error of the database', () => {
  it.each([
    ['ECONNREFUSED', 'connection refused'],
    ['ENOTFOUND', 'host not found'],
    ['ENOENT', 'socket not found'],
    ['ECONNRESET', 'the connection was closed'],
    ['UNREADABLE_ANSWER', 'does not understand the answer'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'not trusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'not trusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not trusted'],
    ['UNABLE_TO_GET_ISSUER_CERT', 'not trusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'not trusted'],
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['CERT_NOT_YET_VALID', 'not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another host'],
    ['28P01', 'wrong password'],
    ['28000', 'refuses the user'],
    ['3D000', 'database not found'],
    ['25006', 'writes'],
    ['0A000', 'writes'],
    ['57014', 'time limit'],
    ['42601', 'syntax error'],
    ['42501', 'permission denied'],
    ['57P01', 'unknown error (57P01)'],
    ['X4201', 'unknown error (X4201)'],
    [undefined, 'unknown error (no code)'],
  ])('%s is named with a remedy and without the server’s words', (code, words) => {
    const error = failed(code);
    expect(error).toMatchObject({ code: 'contacts.database', message: expect.stringContaining(`${shown}: `) });
    expect(error.message).toContain(words);
    expect(error.hints.length).toBeGreaterThan(0);
    expect(error.message + error.hints.join()).not.toContain('+12025550123');
  });

  it.each([
    [undefined, 'The server does not support SSL connections', 'does not offer TLS'],
    [undefined, 'timeout expired', 'no answer'],
    [undefined, 'Connection terminated due to connection Timeout', 'no answer'],
    [undefined, 'Connection terminated unexpectedly', 'the connection was closed'],
    [undefined, 'SSL alert', 'the TLS connection failed (SSL alert)'],
    ['ERR_TLS_HANDSHAKE', 'x', 'the TLS connection failed (ERR_TLS_HANDSHAKE)'],
    ['EPROTO', 'wrong SSL version', 'the TLS connection failed (EPROTO)'],
    ['57P01', 'not about ssl', 'unknown error (57P01)'],
  ])('%s is told from its message "%s"', (code, message, words) => {
    expect(failed(code, message).message).toContain(words);
  });

  it('quotes the server only about the query, printable and cut off', () => {
    const { message } = failed('42P01', `relation "x\u0007" ${'y'.repeat(500)}`);
    expect(message).toContain('the server refuses the query: relation "x\\x07" yyy');
    expect(message.length).toBeLessThan(300);
  });

  it('names the address printable', () => {
    expect(explained({ code: 'ENOTFOUND' }, 'postgres://a\u0007').message).toContain('postgres://a\\x07: ');
  });

  it('stays as it is when smsctl made it', () => {
    const error = databaseError('The database requires a password.');
    expect(explained(error, shown)).toBe(error);
  });
});
