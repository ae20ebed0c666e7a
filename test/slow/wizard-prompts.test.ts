import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder, smsctl } from '../support/program.ts';
import { screenAfter } from '../support/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { keys, openTerminal, type Terminal } from '../support/terminal.ts';

const { accountSid, authToken } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');
const passphrase = 'four words make one';
const rows = 24;

const isPrompt = /^[?✔] |: /;

type Kind = 'text' | 'path' | 'secret' | 'choice' | 'confirm';

interface Prompt {
  /** How the question begins. */
  readonly asks: string;
  readonly kind: Kind;
  /** What answers it; Enter follows. In plain lines, a choice has a number. */
  readonly right: string;
  readonly plain?: string;
  /** What is refused. Absent: everything is accepted, or nothing can be typed. */
  readonly wrong?: string;
  /** The secret store asks it, when it needs the answer: `<` does not lead to it, nor from it to another question. */
  readonly ofStore?: true;
}

/** Every question of a first setup that keeps the Auth Token in an encrypted file, in order. */
const prompts: readonly Prompt[] = [
  { asks: 'Team that owns SMS', kind: 'text', right: 'Messaging', wrong: '!!!' },
  { asks: 'Contact of the team', kind: 'text', right: '#sms', wrong: ' ' },
  { asks: 'Organization phone number', kind: 'text', right: '(202) 555-0142', wrong: '+1 202' },
  { asks: 'Country of that number', kind: 'text', right: 'us', wrong: 'nowhere' },
  { asks: 'Account SID', kind: 'text', right: accountSid, wrong: 'AC1' },
  { asks: 'Credential method', kind: 'choice', right: '', plain: '1' },
  { asks: 'Where to keep the secret', kind: 'choice', right: '', wrong: '1' },
  { asks: 'Auth Token', kind: 'secret', right: authToken, wrong: 'short' },
  { asks: 'New passphrase', kind: 'secret', right: passphrase, wrong: 'short', ofStore: true },
  { asks: 'The same passphrase again', kind: 'secret', right: passphrase, ofStore: true },
  { asks: 'Method that your team', kind: 'choice', right: '', plain: '1' },
  { asks: 'Who confirms it', kind: 'text', right: 'Ada', wrong: '!!!' },
  { asks: 'Contact list', kind: 'path', right: contacts, wrong: 'nothing.csv' },
  { asks: 'Phone column', kind: 'choice', right: '', plain: '1' },
  { asks: 'Country of numbers without', kind: 'text', right: 'us', wrong: 'nowhere' },
  { asks: 'Minimum share', kind: 'text', right: '60', wrong: '101' },
  { asks: 'Does the team know', kind: 'confirm', right: 'y', wrong: 'x' },
  { asks: 'Do campaign owners', kind: 'confirm', right: 'y', wrong: 'x' },
  { asks: 'Who acknowledges it', kind: 'text', right: 'Ada', wrong: '!!!' },
];

/** The question that `<` leads to. */
function questionBefore(index: number): Prompt | undefined {
  if (prompts[index]?.ofStore !== true) return prompts.slice(0, index).findLast(({ ofStore }) => ofStore !== true);
  return prompts[index - 1]?.ofStore === true ? prompts[index - 1] : undefined;
}

describe.skipIf(process.platform === 'win32')('the prompts of setup', () => {
  let server: Sandbox;
  let base: string;
  beforeAll(async () => {
    server = await startSandbox({ world: defaultWorld() });
    base = temporaryFolder('wizard');
  });
  afterAll(async () => {
    await server.close();
    rmSync(base, { recursive: true, force: true });
  });

  const start = (plain: boolean, columns: number): Terminal => {
    const home = mkdtempSync(join(base, 'home-'));
    mkdirSync(join(home, 'work'));
    const env = {
      ...{ HOME: home, PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', USER: 'ada', TZ: 'UTC' },
      ...{ SMSCTL_KEYCHAIN: 'off', SMSCTL_TWILIO_URL: server.url },
    };
    const argv = ['setup', ...(plain ? ['--plain'] : [])];
    return openTerminal([...smsctl, ...argv], { env, columns, rows, cwd: join(home, 'work') });
  };

  it.each([
    ['on a terminal', false, 80],
    ['on a terminal', false, 50],
    ['in plain lines', true, 80],
    ['in plain lines', true, 50],
  ])('explain, go back, refuse and accept %s (plain: %s), of %i columns', async (_, plain, columns) => {
    const terminal = start(plain, columns);
    const at = (prompt: Prompt) => new Visit(terminal, prompt, plain);
    for (const [index, prompt] of prompts.entries()) {
      const visit = at(prompt);
      await visit.asked();
      await visit.getHelp();
      const before = questionBefore(index);
      await visit.goBack(before && at(before));
      await visit.beRefused();
      visit.answer();
    }
    await terminal.until('Ready: SMS can be used');
    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).not.toContain(authToken);
    const { broken } = await screenAfter(terminal.raw(), { columns, rows });
    // What is typed, and the path of a file, may be longer than a line.
    expect(broken.filter((line) => !isPrompt.test(line) && !/^\s*\//.test(line))).toEqual([]);
  });
});

/** A person before one question. */
class Visit {
  readonly #terminal: Terminal;
  readonly #prompt: Prompt;
  readonly #plain: boolean;

  constructor(terminal: Terminal, prompt: Prompt, plain: boolean) {
    this.#terminal = terminal;
    this.#prompt = prompt;
    this.#plain = plain;
  }

  /** Resolves when the question is there. */
  asked(): Promise<void> {
    const words = this.#prompt.asks.split(' ').join('\\s+');
    return this.#terminal.until(new RegExp(this.#plain ? `(?:^|\\n|match\\.[^?:]*)${words}` : `\\? [^?:]*${words}`));
  }

  answer(): void {
    this.#enter(this.#plain ? (this.#prompt.plain ?? this.#prompt.right) : this.#prompt.right);
  }

  async getHelp(): Promise<void> {
    this.#wish('?');
    await this.asked();
  }

  /** Goes to the question before and answers it again with Enter; at the first, stays. */
  async goBack(before: Visit | undefined): Promise<void> {
    this.#wish('<');
    if (before === undefined) await this.#terminal.until('cannot go back');
    else {
      await before.asked();
      before.answerAgain();
    }
    await this.asked();
  }

  answerAgain(): void {
    const { ofStore, right } = this.#prompt;
    this.#enter(ofStore === true ? right : '');
  }

  /** Types and pastes what is no answer. */
  async beRefused(): Promise<void> {
    const { kind, wrong } = this.#prompt;
    const { enter, clear, paste } = keys;
    if (kind === 'choice' && !this.#plain) {
      this.#terminal.type(`one\rtwo\r${paste('one\ntwo\n')}${keys.down}${keys.up}?`);
      return this.asked();
    }
    if (wrong !== undefined) {
      this.#enter(wrong);
      await this.#refused();
      if (!this.#plain && kind !== 'secret') this.#terminal.type(clear);
    }
    if (this.#plain && kind !== 'secret') return;
    this.#terminal.type(`${paste('one\ntwo\n')}${enter}`);
    await this.#refused();
    if (kind !== 'secret') this.#terminal.type(clear);
  }

  #refused(): Promise<void> {
    return this.#plain ? this.asked() : this.#terminal.until('\n> ');
  }

  #enter(text: string): void {
    this.#terminal.type(`${text}${keys.enter}`);
  }

  /** On a terminal, a choice and a confirmation need no Enter. */
  #wish(key: string): void {
    const { kind } = this.#prompt;
    if (!this.#plain && (kind === 'choice' || kind === 'confirm')) this.#terminal.type(key);
    else this.#enter(key);
  }
}
