import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownBy } from '../support/shown-screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Files have short names in another folder, so that lines break alike on every machine.
const folder = temporaryFolder('parts');
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => process.chdir(before));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const line = (number: string) => `${number}\tUS\tFIXED_LINE_OR_MOBILE\ttextable\t\n`;
const lines = file('part.tsv', `${line('+12025550143')}${line('+12025550144')}\t\t\tnot-textable\tempty\n`);
const trailer = file('cut.tsv', `${line('+12025550143')}#smsctl rows 2\n`);
const other = file('notes.txt', 'hello\n');
const former = file(
  'former.json',
  '{"rules":"contacts.rules/0","rows":0,"textable":0,"reasons":{},"countries":{},"types":{}}\n',
);
const plan = file('old-plan.json', '{"schema":"smsctl.contacts-plan/0"}\n');
const header = 'id,phone,country\n';

/** What `classify` reads from stdin. */
const piped = (text: string) => ({
  contactFiles: async () => ({
    openRowWriter: () => Promise.reject(new Error('No rows are written here.')),
    openOutput: () => Promise.reject(new Error('No file is written here.')),
    readLines: () => Promise.reject(new Error('No file is read here.')),
    pipeLines: async (change: (each: string) => string) => {
      for (const each of text.trimEnd().split('\n')) change(each);
    },
  }),
});

describe('the screens of contacts in parts', () => {
  it.each<[string, readonly string[]]>([
    ['merge', ['merge', lines]],
    ['merge-missing', ['merge', trailer]],
    ['merge-rows', ['merge', lines, '--rows', '9']],
    ['merge-other-file', ['merge', other]],
    ['merge-other-rules', ['merge', former]],
    ['record', ['record', lines, '--name', 'crm-export']],
  ])('%s', async (name, argv) => {
    await expect(await shownBy([['contacts', ...argv]])).toMatchFileSnapshot(`contacts/${name}.txt`);
  });

  it.each<[string, readonly string[]]>([
    ['plan', ['--plan', plan]],
    ['no-column', ['--contacts-column', 'mobile']],
    ['other-columns', ['--contacts-column', 'phone']],
    ['number', ['--contacts-column', '2', '--country-column', 'land']],
  ])('classify-%s', async (name, argv) => {
    const change = piped(header) as never;
    const text = await shownBy([['contacts', 'classify', ...argv]], { change });
    await expect(text).toMatchFileSnapshot(`contacts/classify-${name}.txt`);
  });
});
