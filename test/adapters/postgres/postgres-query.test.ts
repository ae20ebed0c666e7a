import { describe, expect, it } from 'vitest';
import { readingQuery } from '../../../src/adapters/postgres/postgres-query.ts';
import { UserError } from '../../../src/domain/user-error.ts';

const problem = (query: string): string => {
  try {
    readingQuery(query);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
};

describe('a query that reads', () => {
  it.each([
    ['select mobile from people', 'select mobile from people'],
    ['  SELECT mobile FROM people ;\n', 'SELECT mobile FROM people'],
    ['select 1;;; -- done', 'select 1'],
    ['/* who /* and why */ */ select 1 -- end', 'select 1'],
    ['with x as (select 1) select * from x', 'with x as (select 1) select * from x'],
    ['table people', 'table people'],
    ["values ('+12025550123')", "values ('+12025550123')"],
    ['(select 1) union (select 2)', '(select 1) union (select 2)'],
    ["select ';' as a, \";\" as b, $$;$$ as c, $x$;$$;$x$ as d, E'\\';' as e from t", undefined],
    ['select /* ; */ 1', undefined],
    ['select \'lo_export(1)\', "lo_export " from t', undefined],
    ['select $$ dblink() $$, $a$ nextval $b$ $a$ from t', undefined],
    ['select 1 -- pg_read_file\n, 2', undefined],
    ['select 1 /* pg_read_file */', 'select 1'],
    ['select lo/**/_export from t', undefined],
    ['select "LO_EXPORT" from t', undefined],
    ['select my_lo_export, lo_exports, lo_phone, pg_column from t', undefined],
    ['select U&"\\0061b" from t', undefined],
    ["select U&'\\0061', N'x', b'01', x'1F' from t", undefined],
    ['select 1.5, .5, 1e5, 1.5e-3, 1_000, 0x1F, 5::text, t.a[1:2] from t', undefined],
    ["select '\\'", undefined],
    ["select 'it''s', 'a'\n'b' from t", undefined],
    ['select näme, größe$1 from straße', undefined],
    ["select a from t where b ~ '^\\(' and c in (1, (2))", undefined],
    ['select a--b\nfrom t', undefined],
    ['select 1 +/* plus */ 2', undefined],
  ])('%j', (query, selection) => {
    expect(problem(query)).toBe('');
    expect(readingQuery(query)).toBe(selection ?? query);
  });

  it('is long', () => {
    const query = `select '${"x''".repeat(40_000)}', "${'y'.repeat(60_000)}", $$${'z'.repeat(100_000)}$$ from t`;
    expect(readingQuery(query)).toBe(query);
    expect(problem(`${query} where ${'('.repeat(50_000)}`)).toMatch(/parentheses/);
  });
});

describe('statements that do not only read', () => {
  it.each([
    'insert into people values (1)',
    'update people set mobile = 1',
    'delete from people',
    'copy people to stdout',
    "copy (select 1) to program 'id'",
    'do $$ begin end $$',
    'call f()',
    'set role admin',
    'explain analyze select 1',
    'execute q',
    'prepare q as select 1',
    'lock people',
    'listen x',
    'create temp table x as select 1',
    '"select" 1',
    "'select' 1",
    'U&"select" 1',
    '/* select */ delete from people',
    '-- select\ndelete from people',
    '(delete from people)',
    '((insert into people values (1)))',
    '\\copy people to x',
    '; select 1',
    '',
    '   ',
    '-- nothing',
    '/* nothing */',
    '()',
    '1',
    'selectx',
    '\u00a0select 1',
  ])('%j', (query) => expect(problem(query)).toMatch(/must start with SELECT/));

  it.each([
    'select 1; select 2',
    'select 1; drop table people',
    'select 1;; ; delete from people',
    "select E'\\'; select 1'; delete from people; --'",
    "select '\\'; delete from people; --'",
    'select $a$ $b$ $a$; delete from people; -- $b$',
    'select 1 /* /* */ */; delete from people',
    'select 1 -- */\n; delete from people',
  ])('more than one statement: %j', (query) => expect(problem(query)).toMatch(/more than one statement/));

  it.each(['select 1)', 'select 1) as q; --', 'select (1', 'select 1) from (select 2', 'select ((1)'])(
    'parentheses: %j',
    (query) => expect(problem(query)).toMatch(/parentheses|statement/),
  );
});

describe('functions that act', () => {
  it.each([
    ['select lo_export(1, $$/tmp/x$$)', 'lo_export'],
    ['select LO_EXPORT(1)', 'lo_export'],
    ['select Lo_Export (1)', 'lo_export'],
    ['select "lo_export"(1)', 'lo_export'],
    ['select pg_catalog.lo_export(1)', 'lo_export'],
    ['select "pg_catalog" . "lo_export" (1)', 'lo_export'],
    ['select pg_catalog/* */./* */lo_export/* */(1)', 'lo_export'],
    ['select lo_export -- x\n (1)', 'lo_export'],
    ['select U&"lo\\005fexport"(1)', 'lo_export'],
    ['select u&"\\006C\\006f_export"(1)', 'lo_export'],
    ['select U&"\\+00006co_export"(1)', 'lo_export'],
    ["select ('/etc/passwd'::text).pg_read_file", 'pg_read_file'],
    ["select * from dblink('x', 'y') as t(a text)", 'dblink'],
    ["select dblink_exec('x')", 'dblink_exec'],
    ['select a from t where nextval($$s$$) > 0', 'nextval'],
    ['select a from t order by pg_advisory_lock(1)', 'pg_advisory_lock'],
    ["select query_to_xml('select lo_export(1)', true, true, '')", 'query_to_xml'],
    ["select * from ts_stat('select 1')", 'ts_stat'],
    ['with x as (select pg_terminate_backend(pid) from pg_stat_activity) table x', 'pg_terminate_backend'],
    ["values (set_config('a', 'b', false))", 'set_config'],
    ["select E'\\'' || lo_export(1) || '\\'", 'lo_export'],
    ["select '\\' || lo_export(1) || '\\'", 'lo_export'],
    ['select $a$ $A$ $a$ || lo_export(1) -- $a$', 'lo_export'],
    ['select a$$ || lo_export(1) || b$$ from t', 'lo_export'],
    ["select b'1'''|| lo_export(1) ||''", 'lo_export'],
    ["select U&'\\' || lo_export(1) || '\\'", 'lo_export'],
    ['select "a""" , lo_export(1), "b"', 'lo_export'],
    ["select 1 /* ' */ , lo_export(1) -- '", 'lo_export'],
    ['select 1*/**/lo_export(1)', 'lo_export'],
    ['select 1 operator(pg_catalog.+) lo_export(1)', 'lo_export'],
  ])('%j', (query, name) => expect(problem(query)).toMatch(new RegExp(`uses ${name}, which`)));

  it('are named with their effect and a remedy', () => {
    expect(() => readingQuery('select lo_export(1)')).toThrow(
      expect.objectContaining({ code: 'contacts.database', message: expect.stringContaining('files of the server') }),
    );
  });
});

describe('what versions of the server read in different ways is refused', () => {
  it.each([
    "select 0x1F$$ ' $$ , lo_export(1) --'",
    'select 1$$x$$',
    'select $1$$x$$',
    "select 1e'\\' , lo_export(1) --'",
    "select 1E'x'",
    "select 0e'x'",
    'select 1and 2',
    'select 1_a',
    "select E'a'\n'b\\' , lo_export(1) --'",
    "select e'a' -- x\n'b'",
    'select U&"d!0061t!+000061" UESCAPE \'!\'',
    "select 'not closed",
    'select "not closed',
    "select E'not closed\\'",
    'select $$ not closed',
    'select $a$ not closed $$',
    'select 1 /* not closed',
    'select 1 /* /* not closed */',
    'select 1\0',
  ])('%j', (query) => expect(problem(query)).toMatch(/^Invalid query\. /));
});
