import { describe, expect, it } from 'vitest';
import {
  chooseOrganization,
  isNamed,
  organizationSources,
  requireOrganization,
} from '../../../src/app/organizations/choose-organization.ts';
import {
  ambiguousOrganization,
  invalidOrganization,
  unknownOrganization,
} from '../../../src/app/organizations/organization-errors.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { OrganizationStore } from '../../../src/ports.ts';

const path = '/project/.smsctl.json';
const never = () => Promise.reject(new Error('It is not to be called.'));

interface Named {
  readonly flag?: string;
  readonly variable?: string;
  /** What the nearest `.smsctl.json` names. */
  readonly file?: string;
  /** What `org use` chose. */
  readonly use?: string;
}

function storeOf(all: readonly string[], { file, use }: Named = {}, change: Partial<OrganizationStore> = {}) {
  const asked: string[] = [];
  const store: OrganizationStore = {
    ...{ directory: '/config', use: never, renaming: never, rename: never, remove: never },
    list: async () => all,
    exists: async (id) => all.includes(id),
    current: async () => {
      asked.push('use');
      return use;
    },
    bound: async ({ onlyOwn }) => {
      asked.push(onlyOwn ? 'own file' : 'file');
      return file === undefined ? undefined : { id: file, path };
    },
    ...change,
  };
  return { store, asked };
}

const naming = ({ flag, variable }: Named) => ({ flag, variable });

type Chosen = readonly [id: string, source: string] | 'org.ambiguous';

async function chosen(named: Named, all: readonly string[], choice: object): Promise<Chosen> {
  const { store } = storeOf(all, named);
  try {
    const { id, source } = await chooseOrganization({ ...naming(named), interactive: false, ...choice }, store);
    return [id, source];
  } catch (error) {
    return (error as UserError).code as Chosen;
  }
}

const everySource: Named = { flag: 'a', variable: 'b', file: 'c', use: 'd' };
const { flag: _, ...fromVariable } = everySource;
const { variable: __, ...fromFile } = fromVariable;
const used: Named = { use: 'd' };
const byDefault: Chosen = ['default', 'default'];
const ambiguous: Chosen = 'org.ambiguous';

describe('the organization that is chosen', () => {
  it.each<[named: string, Named, all: readonly string[], seen: Chosen, unseen: Chosen]>([
    ['everything', everySource, ['a', 'b'], ['a', '--org'], ['a', '--org']],
    ['variable, file and use', fromVariable, ['a', 'b'], ['b', 'SMSCTL_ORG'], ['b', 'SMSCTL_ORG']],
    ['file and use', fromFile, ['a', 'b'], ['c', path], ['c', path]],
    ['an empty variable, and file', { ...fromFile, variable: '' }, ['a', 'b'], ['c', path], ['c', path]],
    ['use', used, ['d', 'e'], ['d', 'org use'], ambiguous],
    ['use', used, ['d'], ['d', 'org use'], ['d', 'org use']],
    ['use', used, ['default', 'd'], ['d', 'org use'], ambiguous],
    ['use', used, [], ['d', 'org use'], ['d', 'org use']],
    ['nothing', {}, [], byDefault, byDefault],
    ['nothing', {}, ['default'], byDefault, byDefault],
    ['nothing', {}, ['a'], ['a', 'only organization'], ['a', 'only organization']],
    ['nothing', {}, ['a', 'b'], ambiguous, ambiguous],
    ['nothing', {}, ['default', 'b'], byDefault, ambiguous],
  ])('is named by %s: %j of %j', async (_name, named, all, seen, unseen) => {
    expect(await chosen(named, all, { interactive: true })).toEqual(seen);
    expect(await chosen(named, all, { interactive: false })).toEqual(unseen);
  });

  it('is never ambiguous for a command that needs none', async () => {
    expect(await chosen({}, ['a', 'b'], { optional: true })).toEqual(byDefault);
    expect(await chosen(used, ['d', 'e'], { optional: true })).toEqual(['d', 'org use']);
  });

  it('reads no source after the one that counts', async () => {
    for (const [named, asked] of [
      [everySource, []],
      [fromVariable, []],
      [fromFile, ['file']],
      [used, ['file', 'use']],
    ] as const) {
      const tried = storeOf(['a'], named);
      await chooseOrganization({ ...naming(named), interactive: true }, tried.store);
      expect(tried.asked).toEqual(asked);
    }
  });

  it('takes a file of this user alone if secrets are given to another program', async () => {
    const { store, asked } = storeOf(['c'], { file: 'c' });
    await chooseOrganization({ ...naming({}), onlyOwn: true, interactive: false }, store);
    expect(asked).toEqual(['own file']);
  });

  it('has the file that named it, and no other has one', async () => {
    const { store } = storeOf(['c'], { file: 'c', use: 'd' });
    expect(await chooseOrganization({ ...naming({}), interactive: false }, store)).toEqual({
      ...{ id: 'c', source: path, file: path },
    });
    expect(await chooseOrganization({ ...naming({ variable: 'b' }), interactive: false }, store)).not.toHaveProperty(
      'file',
    );
  });

  it.each([
    ['SMSCTL_ORG', { variable: '../x' }],
    [path, { file: 'A B' }],
    ['org use', { use: '' }],
  ] as const)('is refused when %s gives an invalid id', async (source, named) => {
    const { store } = storeOf(['a'], named);
    const choosing = chooseOrganization({ ...naming(named), interactive: true }, store);
    await expect(choosing).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringContaining(source) });
  });

  it('is as the flag says, which the command line has checked', async () => {
    const { store } = storeOf([]);
    expect(await chooseOrganization({ flag: 'A B', variable: undefined, interactive: false }, store)).toMatchObject({
      id: 'A B',
    });
  });

  it('is an error when the source that would count cannot be read', async () => {
    const broken = new UserError({ code: 'project.unreadable', message: 'No.' });
    const { store } = storeOf(['a'], {}, { bound: () => Promise.reject(broken) });
    await expect(chooseOrganization({ ...naming({}), interactive: true }, store)).rejects.toBe(broken);
    const ahead = { ...naming({ variable: 'a' }), interactive: true };
    expect(await chooseOrganization(ahead, store)).toMatchObject({ id: 'a' });
  });
});

describe('the sources of an organization', () => {
  it('are those that name one, in their order, and then what counts without them', async () => {
    const sources = async (named: Named, all: readonly string[]) =>
      (await organizationSources(naming(named), storeOf(all, named).store)).map(({ id, source }) => [id, source]);
    expect(await sources(everySource, ['x'])).toEqual([
      ...[
        ['a', '--org'],
        ['b', 'SMSCTL_ORG'],
        ['c', path],
        ['d', 'org use'],
        ['x', 'only organization'],
      ],
    ]);
    expect(await sources(used, ['x', 'y'])).toEqual([['d', 'org use'], byDefault]);
    expect(await sources({}, [])).toEqual([byDefault]);
  });

  it('leave out one that cannot be read', async () => {
    const broken = () => Promise.reject(new UserError({ code: 'project.unreadable', message: 'No.' }));
    const { store } = storeOf([], used, { bound: broken });
    expect((await organizationSources(naming({}), store)).map(({ source }) => source)).toEqual(['org use', 'default']);
  });
});

describe('an organization that is required', () => {
  it.each([
    ['--org', true],
    ['org use', true],
    [path, true],
    ['default', false],
    ['only organization', false],
  ])('must exist if it is named: by %s, %s', async (source, named) => {
    expect(isNamed({ id: 'a', source })).toBe(named);
    const requiring = requireOrganization({ id: 'a', source }, storeOf(['b']).store);
    if (named) await expect(requiring).rejects.toMatchObject({ code: 'org.unknown' });
    else await requiring;
    await requireOrganization({ id: 'a', source }, storeOf(['a']).store);
  });
});

describe('the error for an organization that is not set up', () => {
  const hints = (id: string, all: readonly string[], source?: string) =>
    unknownOrganization({ id, ...(source !== undefined && { source }) }, all).hints;
  const created = (id: string) => `To create it, run \`smsctl setup --org ${id}\`.`;

  it.each<[string, source: string, id: string, all: readonly string[], readonly unknown[]]>([
    ['there is none', '--org', 'acme', [], ['No organization is set up here.', created('acme')]],
    ['there are others', '--org', 'beta', ['acme', 'other'], ['Set up here: acme, other.', created('beta')]],
    ['one is similar', '--org', 'acne', ['acme'], [expect.stringContaining('acme'), created('acne')]],
    [
      'one is similar among others',
      '--org',
      'acne',
      ['acme', 'zulu'],
      [expect.stringContaining('acme'), 'Set up here: acme, zulu.', created('acne')],
    ],
    [
      '`org use` chose it',
      'org use',
      'gone',
      ['zulu'],
      ['Set up here: zulu.', expect.stringContaining('`smsctl org use ID`'), created('gone')],
    ],
    ['its id is invalid', '--org', 'A B', ['zulu'], ['Set up here: zulu.']],
  ])('says what there is when %s', (_name, source, id, all, expected) => {
    expect(hints(id, all, source)).toEqual(expected);
  });

  it('names its source unless it was given on the command line', () => {
    const message = (source?: string) => unknownOrganization({ id: 'a', ...(source && { source }) }, []).message;
    expect([message(), message('--org')]).toEqual([message(), message()]);
    expect(message()).not.toContain('from');
    expect(message('SMSCTL_ORG')).toContain('(from SMSCTL_ORG)');
  });

  it('lists twenty at most', () => {
    const many = (count: number) => Array.from({ length: count }, (_id, index) => `team-${index}`);
    const [twenty] = hints('zulu', many(20));
    expect(twenty).toBe(`Set up here: ${many(20).join(', ')}.`);
    const [more] = hints('zulu', many(22));
    expect(more).toContain(`${many(20).join(', ')} and 2 more`);
    expect(more).not.toContain('team-20');
  });
});

describe('the error for an id or a choice', () => {
  it('names the source, and how to name an organization', () => {
    expect(invalidOrganization({ source: 'SMSCTL_ORG' })).toMatchObject({ code: 'input.invalid', exit: 2 });
    expect(invalidOrganization({ source: 'SMSCTL_ORG' }).message).toContain('SMSCTL_ORG');
    const error = ambiguousOrganization(['acme', 'beta']);
    expect(error).toMatchObject({ code: 'org.ambiguous', exit: 2, message: expect.stringMatching(/^2 /) });
    expect(error.hints[0]).toContain('{"org": "acme"}');
  });
});
