import { describe, expect, it } from 'vitest';
import { type OutputPaths, openOutputs } from '../../../../src/cli/commands/contacts/contacts-outputs.ts';
import { UserError } from '../../../../src/domain/user-error.ts';
import type { ContactList } from '../../../../src/ports.ts';

const list = (columns: readonly string[], form = 'table') =>
  ({ name: 'list.csv', form, columns }) as unknown as ContactList;

/** Outputs over files that log what happens to them. `missing`: a path that cannot be opened. */
async function open(options: OutputPaths, missing?: string) {
  const log: string[] = [];
  const file = (path: string) => {
    if (path === missing) throw new UserError({ code: 'contacts.output', message: 'No.', hints: [] });
    log.push(`open ${path}`);
    return {
      path,
      write: () => {},
      commit: () => {
        log.push(`commit ${path}`);
        return { path, rows: 0, disarmed: 0 };
      },
      abort: () => log.push(`abort ${path}`),
    };
  };
  const loadFiles = async () => {
    log.push('load');
    return { openOutput: file, openRowWriter: file } as never;
  };
  const outputs = await openOutputs(options, [], loadFiles).catch((error: UserError) => error);
  return { log, outputs };
}

describe('the outputs of a check', () => {
  it('loads nothing if no file is written', async () => {
    const { log, outputs } = await open({});
    if (outputs instanceof UserError) throw outputs;
    expect(outputs.openWriters).toBeUndefined();
    outputs.abort();
    expect(log).toEqual([]);
  });

  it('opens the page and the plan at once, and files with rows with the first list', async () => {
    const { log, outputs } = await open({ report: 'page', planOut: 'plan', valid: 'valid', fixed: 'fixed' });
    if (outputs instanceof UserError) throw outputs;
    expect(log).toEqual(['load', 'open plan', 'open page']);
    expect(outputs.openWriters?.(list(['phone']))).toHaveLength(2);
    expect(outputs.openWriters?.(list(['phone']))).toHaveLength(2);
    expect(log.slice(3)).toEqual(['open valid', 'open fixed']);
    outputs.abort();
    expect(log.slice(5)).toEqual(['abort valid', 'abort fixed', 'abort page', 'abort plan']);
  });

  it('aborts the plan if the page cannot be opened', async () => {
    const { log, outputs } = await open({ report: 'page', planOut: 'plan' }, 'page');
    expect(outputs).toMatchObject({ code: 'contacts.output' });
    expect(log.slice(1)).toEqual(['open plan', 'abort plan']);
  });

  it('does not abort rows that were committed', async () => {
    const { log, outputs } = await open({ invalid: 'invalid' });
    if (outputs instanceof UserError) throw outputs;
    outputs.openWriters?.(list(['phone']));
    expect(outputs.commitRows()).toEqual([['invalid', { path: 'invalid', rows: 0, disarmed: 0 }]]);
    outputs.abort();
    expect(log.slice(1)).toEqual(['open invalid', 'commit invalid']);
  });

  it('refuses a list with other columns than the first', async () => {
    const { outputs } = await open({ valid: 'valid' });
    if (outputs instanceof UserError) throw outputs;
    outputs.openWriters?.(list(['phone']));
    expect(() => outputs.openWriters?.(list(['phone', 'name']))).toThrow(UserError);
    expect(() => outputs.openWriters?.(list(['phone'], 'json'))).toThrow(UserError);
  });

  it('refuses two outputs with one path', async () => {
    expect((await open({ valid: 'one', report: 'one' })).outputs).toMatchObject({ code: 'input.invalid' });
  });
});
