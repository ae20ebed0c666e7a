import { withoutItsSignals } from '../process/signal-listeners.ts';
import { settingsSchema } from './settings-schema.ts';

/** What of a document does not fit the settings' schema. */
interface SchemaProblem {
  /** The value's JSON Pointer, without the slash at its start. Undefined if conf does not say which value it is. */
  readonly pointer: string | undefined;
  /** What the value must be, in English. Repeats nothing of the document but names below the third level. */
  readonly problem: string;
}

/** What `document` breaks of the settings' schema; undefined: it fits. */
export type Validate = (document: object) => SchemaProblem | undefined;

/** The part of conf that is used here. conf's own types declare it private. */
type Validator = new (options: object) => { readonly _validate: (document: object) => void };

let validate: Promise<Validate> | undefined;

/** Slow: conf takes long to load and to compile the schema. One command may save several times, so it is loaded once. */
export function loadConf(): Promise<Validate> {
  validate ??= prepare();
  return validate;
}

async function prepare(): Promise<Validate> {
  // conf's writer listens to signals when it is imported, and would end this process at a file size limit.
  const { default: Conf } = await withoutItsSignals(() => import('conf'));
  // Node ignores this signal until a listener is added. Once that is removed, the system would end the process.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});

  /**
   * conf reads and writes a file of its own. Its reading replaces invalid UTF-8 and its writing takes a short write on a full
   * disk for a whole one, so smsctl does both itself, and conf only validates.
   */
  class SchemaOnly extends (Conf as unknown as Validator) {
    /** conf reads this once when it is opened. */
    get store(): object {
      return {};
    }
  }

  const conf = new SchemaOnly({ cwd: '/', schema: settingsSchema.properties, accessPropertiesByDotNotation: false });
  return (document) => {
    try {
      conf._validate(document);
      return undefined;
    } catch (error) {
      return problemOf(error);
    }
  };
}

/** conf reports what does not fit as text alone: every value with its problem, of which the first is taken. */
function problemOf(error: unknown): SchemaProblem {
  const found = /^Config schema violation: `([\w/]*)` ([^`;]*)/.exec(error instanceof Error ? error.message : '');
  const [, pointer, problem = 'it does not fit the schema'] = found ?? [];
  return { pointer, problem };
}
