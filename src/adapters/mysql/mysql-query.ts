import { printable } from '../../domain/text/printable.ts';
import { databaseError } from '../postgres/postgres-address.ts';

/**
 * Words that act, by their effects, which a read-only transaction does not prevent. Sources: "Built-In Function and Operator
 * Reference" of MySQL 8.4 (https://dev.mysql.com/doc/refman/8.4/en/built-in-function-reference.html), the functions of MariaDB's
 * manual, and lib_mysqludf_sys. A name that ends in `*` is the start of names.
 */
const wordsByEffect: Readonly<Record<string, string>> = {
  'makes the server wait':
    'sleep benchmark master_pos_wait source_pos_wait master_gtid_wait wait_for_executed_gtid_set ' +
    'wait_until_sql_thread_after_gtids wsrep_sync_wait_upto_gtid',
  'takes or releases locks': 'get_lock release_lock release_all_locks lock service_get_*',
  'reads or writes files or variables of the server': 'load_file into',
  'changes a sequence': 'nextval setval',
  'runs statements elsewhere': 'spider_* sys_exec sys_eval sys_set sys_get',
  'administers the server':
    'group_replication_* asynchronous_connection_failover_* keyring_* audit_log_* firewall_* ps_*',
};

const exact = new Map<string, string>();
const starts: (readonly [start: string, effect: string])[] = [];
for (const [effect, words] of Object.entries(wordsByEffect)) {
  for (const word of words.split(' ')) {
    if (word.endsWith('*')) starts.push([word.slice(0, -1), effect]);
    else exact.set(word, effect);
  }
}

const effectOf = (word: string): string | undefined =>
  exact.get(word) ?? starts.find(([start]) => word.startsWith(start))?.[1];

/** Of two words, such as FOR UPDATE. */
function effectAfter(before: Token | undefined, word: string): string | undefined {
  if (before?.text === 'for' && (word === 'update' || word === 'share')) return 'locks rows';
  return before?.text === 'next' && word === 'value' ? 'changes a sequence' : undefined;
}

interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'sign';
  readonly text: string;
  readonly end: number;
}

/** By the lexical rules of MySQL with an empty `sql_mode`, which the connection sets. */
const token =
  /(?<blank>[\s\0]+|--(?=[\s\0]|$)[^\n]*|#[^\n]*|\/\*(?![!+]|M!)[\s\S]*?\*\/)|(?<text>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|`(?<quoted>(?:[^`]|``)*)`|(?<word>[\w$\u0080-\u{10ffff}]+)|(?<sign>[^'"`])/uy;

/**
 * The query without its last semicolon. Throws `UserError` (`contacts.database`) if it is not one SELECT, WITH, TABLE or VALUES, or
 * holds a word with a known side effect.
 */
export function readingMysqlQuery(query: string): string {
  const tokens = tokensOf(query);
  const end = tokens.findIndex(({ text }) => text === ';');
  const statement = end < 0 ? tokens : tokens.slice(0, end);
  const first = statement.find(({ text }) => text !== '(');
  if (first?.kind !== 'word' || !['select', 'with', 'table', 'values'].includes(first.text)) {
    throw databaseError(
      'Invalid query: it must start with SELECT, WITH, TABLE or VALUES. smsctl only reads from a database.',
      'Pass a query such as --query "select mobile, country from contacts".',
    );
  }
  if (tokens.slice(statement.length).some(({ text }) => text !== ';')) {
    throw databaseError('Invalid query: it has more than one statement.', 'Pass one statement.');
  }
  for (const [at, { kind, text }] of statement.entries()) {
    const effect =
      kind === 'word' || kind === 'quoted' ? (effectOf(text) ?? effectAfter(statement[at - 1], text)) : undefined;
    if (effect === undefined) continue;
    throw databaseError(
      `The query uses ${printable(text, 70)}, which ${effect}. smsctl only reads from a database.`,
      'Remove it. If the list needs it, create a view and select from the view.',
    );
  }
  return query.slice(0, statement.at(-1)?.end);
}

function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < query.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(query)?.groups;
    // The server runs what is in such a comment.
    const isComment = query.startsWith('/*', at) && found?.blank === undefined;
    if (found === undefined || isComment) {
      throw databaseError(
        `Invalid query: ${isComment ? 'a comment is not closed, or the server would run it' : 'a quotation mark is not closed'}.`,
        'Try it in mysql, and rewrite that part.',
      );
    }
    const { blank, word, quoted, sign } = found;
    if (blank !== undefined) continue;
    const kind = word !== undefined ? 'word' : quoted !== undefined ? 'quoted' : sign !== undefined ? 'sign' : 'text';
    const text = (word ?? quoted?.replaceAll('``', '`') ?? sign ?? '').toLowerCase();
    tokens.push({ kind, text: kind === 'text' ? '' : text, end: token.lastIndex });
  }
  return tokens;
}
