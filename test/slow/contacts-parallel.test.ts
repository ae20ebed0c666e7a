import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFolder, runProgram, shellSmsctl } from '../support/program.ts';
import { named, parallelRequirement } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const reason = parallelRequirement();
const folder = temporaryFolder('parallel');
// GNU parallel hands its command to one more shell: a name without spaces needs no quotes.
writeFileSync(join(folder, 'smsctl'), `#!/bin/sh\nexec ${shellSmsctl} "$@"\n`, { mode: 0o755 });
const env = { HOME: folder, PATH: `${folder}:${process.env.PATH}`, LANG: 'C.UTF-8' };
const program = 'smsctl';
const list = join(folder, 'contacts.csv');
const plan = join(folder, 'plan.json');
const shell = (script: string) => runProgram(['bash', '-c', `set -o pipefail; ${script}`], { env, cwd: projectFolder });

/** One in three is a number that was there before, in one form or another. */
const cells = Array.from({ length: 6400 }, (_, index) => {
  const number = String(2_000_000 + ((index * 7919) % 4000));
  const forms = [
    `+1202${number}`,
    `202${number}`,
    `"(202) ${number.slice(0, 3)}-${number.slice(3)}"`,
    `202${number}.0`,
    'n/a',
    '',
  ];
  return forms[index % 7] ?? '+442079460018';
});

describe.skipIf(reason !== undefined)(named('GNU parallel and the contact filter', reason), () => {
  let whole: Record<string, unknown>;

  beforeAll(async () => {
    writeFileSync(list, `name,phone\n${cells.map((cell, index) => `Person ${index},${cell}\n`).join('')}`);
    const { out } = await shell(
      `${program} contacts check ${list} --contacts-country US --contacts-minimum 0 --plan-out ${plan} --json`,
    );
    const { rows, textable, reasons, countries, types } = JSON.parse(out);
    whole = { rows, textable, reasons, countries, types };
    expect(rows).toBe(6400);
  });

  it.each([1, 2, 7, 64])('give the same summary in %i parts', async (parts) => {
    const classify = `${program} contacts classify --plan ${plan} --trailer`;
    const records = Math.ceil(cells.length / parts);
    const { code, out, err } = await shell(
      `parallel --will-cite --pipe -N ${records} '${classify}' < ${list} | LC_ALL=C sort | uniq -c | ${program} contacts merge --rows ${cells.length}`,
    );
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject(whole);
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('exit with 1 when a part is missing or came twice', async () => {
    const classify = `${program} contacts classify --plan ${plan} --trailer`;
    const part = join(folder, 'part.tsv');
    await shell(`${classify} < ${list} > ${part}`);
    const { code } = await shell(`head -n 3000 ${part} | ${program} contacts merge --rows ${cells.length}`);
    expect(code).toBe(1);
    const broken = await shell(`(head -n 3000 ${part}; tail -n 1 ${part}) | ${program} contacts merge`);
    expect(broken.code).toBe(1);
    expect((await shell(`${program} contacts merge ${part} ${part} --rows ${cells.length}`)).code).toBe(1);
    expect((await shell(`${program} contacts merge ${part}`)).code).toBe(0);
  });

  it('give the same summary by the documented recipe', async () => {
    const page = readFileSync(new URL('../../docs/contacts.md', import.meta.url), 'utf8');
    const recipe = /^(parallel [^`]*?) > summary\.json/m
      .exec(page)?.[1]
      ?.replaceAll('smsctl', program)
      .replace('contacts.csv', list)
      .replace('plan.json', plan)
      .replace(/--rows \S+/, `--rows ${cells.length}`);
    expect(recipe).toBeDefined();
    const { code, out, err } = await shell(recipe ?? 'false');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject(whole);
  });

  it('record the merged summary for the checklist', async () => {
    const summary = join(folder, 'summary.json');
    await shell(
      `cut -d, -f2- ${list} | tail -n +2 | ${program} contacts classify --contacts-column 1 | ${program} contacts merge > ${summary}`,
    );
    const { err, code } = await shell(`${program} contacts record ${summary} --name crm-export --contacts-minimum 1`);
    expect(code, err).toBe(0);
    const { out } = await shell(`${program} verify --json --offline --check contacts.checked,contacts.quality`);
    expect(JSON.parse(out).checks.map(({ status }: { status: string }) => status)).toEqual(['pass', 'pass']);
  });
});
