import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { handleFaults, handleSignals } from '../../src/main/signals.ts';

function startProcess({ isTerminal = true, interactive = true } = {}) {
  const events = new EventEmitter();
  const done: string[] = [];
  const process = {
    on: (event: string, listener: (value: unknown) => void) => events.on(event, listener),
    exit: (code: number) => done.push(`exit ${code}`),
    emit: (event: string, value: unknown) => events.emit(event, value),
    stdin: { setRawMode: (raw: boolean) => void done.push(`raw ${raw}`) as never },
    stderr: { write: (text: string) => done.push(text) },
  };
  const err = { isTerminal, write: () => {}, palette: null, columns: 80 };
  handleFaults(process);
  return {
    done,
    send: (event: string, value?: unknown) => events.emit(event, value),
    listen: (event: string, listener: (value: unknown) => void) => events.on(event, listener),
    signals: handleSignals(process, { interactive, err }),
  };
}

describe('handleSignals', () => {
  it.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('ends the run on %s with exit code %i', (signal, code) => {
    const { done, send } = startProcess({ isTerminal: false, interactive: false });
    send(signal);
    expect(done).toEqual([`exit ${code}`]);
  });

  it('leaves the end to a listener, if there is one', () => {
    const { done, send, listen } = startProcess({ isTerminal: false, interactive: false });
    listen('leave', (code) => done.push(`leave ${code}`));
    send('SIGTERM');
    expect(done).toEqual(['leave 143']);
  });

  it('restores the terminal before it ends the run', () => {
    const { done, send } = startProcess();
    send('SIGTERM');
    expect(done).toEqual(['raw false', expect.stringContaining('\u001b[?25h'), 'exit 143']);
  });

  it('cancels a line on Ctrl-C while one is read', () => {
    const { done, send, signals } = startProcess();
    const stop = signals.onInterrupt(() => done.push('cancelled'));
    send('SIGINT');
    expect(done).toEqual(['cancelled']);
    stop();
    send('SIGINT');
    expect(done).toContain('exit 130');
  });

  it('ends the run on SIGTERM while a line is read', () => {
    const { done, send, signals } = startProcess();
    signals.onInterrupt(() => done.push('cancelled'));
    send('SIGTERM');
    expect(done).toContain('exit 143');
  });

  it('resolves the interruption on the first signal and ends the run on the second', async () => {
    const { done, send, signals } = startProcess();
    const interrupted = signals.untilInterrupted();
    send('SIGTERM');
    expect(await interrupted).toBe(143);
    expect(done).toEqual([]);
    send('SIGINT');
    expect(done).toContain('exit 130');
  });

  it('ignores signals while another program runs, also if it fails', async () => {
    const { done, send, signals } = startProcess();
    await expect(
      signals.leaveToProgram(async () => {
        send('SIGINT');
        throw new Error('not found');
      }),
    ).rejects.toThrow('not found');
    expect(done).toEqual([]);
    send('SIGINT');
    expect(done).toContain('exit 130');
  });
});

describe('handleFaults', () => {
  it.each(['uncaughtException', 'unhandledRejection'])('prints the class of an error and no message on %s', (event) => {
    const { done, send } = startProcess();
    send(event, new RangeError('token 0123'));
    expect(done).toEqual([expect.stringMatching(/^smsctl: (?!.*0123).*RangeError/), 'exit 70']);
  });

  it('prints the type of a value that is no error', () => {
    const { done, send } = startProcess();
    send('unhandledRejection', 'a secret');
    expect(done).toEqual([expect.stringMatching(/^smsctl: (?!.*a secret).*string/), 'exit 70']);
  });
});
