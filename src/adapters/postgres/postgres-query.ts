import { printable } from '../../domain/text/printable.ts';
import { databaseError } from './postgres-address.ts';
import { effectOf } from './postgres-functions.ts';
import { type Token, tokensOf, UnclearQuery } from './postgres-tokens.ts';

/** Statements that only read, unless they contain a writing statement or call a function with side effects. */
const readingWords: readonly string[] = ['select', 'with', 'table', 'values'];

/**
 * The query without comments around it and semicolons after it, for use as a sub-select. Throws `UserError`
 * (`contacts.database`) if it is not one SELECT, WITH, TABLE or VALUES, or names a function with known side effects.
 */
export function readingQuery(query: string): string {
  const tokens = tokensIn(query);
  const end = tokens.findIndex(({ kind, text }) => kind === 'sign' && text === ';');
  const statement = end < 0 ? tokens : tokens.slice(0, end);
  const first = statement.find(({ text }) => text !== '(');
  if (first === undefined || first.kind !== 'word' || !readingWords.includes(first.text)) {
    throw databaseError(
      'Invalid query: it must start with SELECT, WITH, TABLE or VALUES. smsctl only reads from a database.',
      'Pass a query such as --query "select mobile, country from contacts".',
    );
  }
  if (tokens.slice(statement.length).some(({ text }) => text !== ';')) {
    throw databaseError('Invalid query: it has more than one statement.', 'Pass one statement.');
  }
  refuseUnbalanced(statement);
  for (const { kind, text } of statement) {
    const effect = kind === 'word' || kind === 'quoted' ? effectOf(text) : undefined;
    if (effect === undefined) continue;
    throw databaseError(
      `The query uses ${printable(text, 70)}, which ${effect}. smsctl only reads from a database.`,
      'Remove it. If the list needs it, create a view and select from the view.',
    );
  }
  return query.slice(statement[0]?.start, statement.at(-1)?.end);
}

function tokensIn(query: string): readonly Token[] {
  try {
    return tokensOf(query);
  } catch (error) {
    if (!(error instanceof UnclearQuery)) throw error;
    throw databaseError(`Invalid query. ${error.message}`, 'Try it in psql, and rewrite that part.');
  }
}

/** A parenthesis that closes what the query did not open would end the sub-select around it. */
function refuseUnbalanced(statement: readonly Token[]): void {
  let depth = 0;
  for (const { kind, text } of statement) {
    if (kind !== 'sign') continue;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth < 0) break;
  }
  if (depth !== 0) throw databaseError('Invalid query: its parentheses do not match.', 'Try it in psql.');
}
