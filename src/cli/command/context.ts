import type { ExitCode } from '../../domain/exit-code.ts';
import type { JudgeCell } from '../../domain/numbers/contact-judge.ts';
import type { ProviderError } from '../../domain/provider-error.ts';
import type { Ambient } from '../../domain/readiness/facts.ts';
import type { AnswerKey } from '../../domain/settings/question.ts';
import type { SecretStoreKind } from '../../domain/settings/settings.ts';
import type { Secret } from '../../domain/text/secret.ts';
import type {
  Clock,
  OpenApiKeys,
  OpenContacts,
  OpenMessenger,
  OpenOutput,
  OpenProvider,
  OpenRowWriter,
  OrganizationStore,
  Prompter,
  RunProgram,
  SecretStore,
  SettingsStore,
  Timer,
  VerificationStore,
} from '../../ports.ts';

/** Colours, each as a function that paints a text. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** One of the two output streams, as far as it concerns how text looks on it. */
export interface Screen {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Null: no colours. */
  readonly palette: Palette | null;
  /** In characters. */
  readonly columns: number;
}

/** Everything a command may touch. Values are cheap; functions open things, and only when they are called. */
export interface Context {
  readonly version: string;
  /** What it runs on: for support. */
  readonly system: {
    readonly node: string;
    readonly platform: string;
    readonly release: string;
    readonly arch: string;
  };
  /** Results. */
  readonly out: Screen;
  /** Prompts, progress, notes and errors. */
  readonly err: Screen;
  /** False where the locale has no Unicode: symbols are then plain ASCII. */
  readonly unicode: boolean;
  /** `--plain`: words instead of symbols, and nothing that is drawn. Absent: false. */
  readonly plain?: boolean;
  /** `--verbose`. */
  readonly verbose: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * What of Node's own settings would show the credentials, each as it was seen; empty: nothing, or it is allowed. `offline`: the
   * run opens neither a secret store nor the provider; a debugger that nobody asked for is then closed.
   */
  readonly unsafeNode: (run: { readonly offline: boolean }) => readonly string[];
  /** True when there is a terminal to ask on and nothing forbids it. */
  readonly interactive: boolean;
  /** True under CI, where secrets come from variables and nobody is asked. */
  readonly ci: boolean;
  /** The user's name, as the operating system knows it. */
  readonly operator: string;
  /** This machine's name. */
  readonly host: string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly prompter: Prompter;
  /** A file's text; `-` is stdin. Rejects with `UserError` (`input.unreadable`). */
  readonly readInput: (path: string) => Promise<string>;
  /**
   * Writes a file that the person asked for. One that exists is replaced if `replace` is true or `isOwn` says that smsctl wrote its
   * text. Rejects with `UserError` (`output.refused`, exit 2; `output.failed`, exit 74).
   */
  readonly writeOutput: (
    path: string,
    text: string,
    replacing: { readonly replace: boolean; readonly isOwn?: (former: string) => boolean },
  ) => Promise<void>;
  readonly organizations: OrganizationStore;
  readonly openWorkspace: (organization: string, options: WorkspaceOptions) => Workspace;
  /** `scenario`: a name of `listScenarios`; absent: a provider that is set up well. Rejects with `UserError` for another. */
  readonly startSandbox: (options: { readonly scenario?: string; readonly port?: number }) => Promise<RunningSandbox>;
  readonly listScenarios: () => Promise<readonly ListedScenario[]>;
  readonly runProgram: RunProgram;
  /** The JSON Schemas of the documents, by name. */
  readonly schemas: () => Promise<{ readonly names: () => readonly string[]; readonly read: (name: string) => string }>;
  /** The place in our sources that a place of the built program (`file:line:column`) comes from. */
  readonly sourcePlace: (place: string) => Promise<string>;
  /** Loaded when it is wanted. */
  readonly contactFiles: () => Promise<ContactFiles>;
  /** The fastest judge of cells there is; its verdicts are those of `judgeCell`. */
  readonly openJudge: () => Promise<JudgeCell>;
  /**
   * From now on the first signal does not end the run; the next one does. Resolves with the exit code of the signal when the
   * person presses Ctrl-C or the process is asked to end.
   */
  readonly untilInterrupted: () => Promise<ExitCode>;
}

/** What commands about contacts write. */
interface ContactFiles {
  readonly openRowWriter: OpenRowWriter;
  readonly openOutput: OpenOutput;
  /** Each line of stdin becomes one of stdout, in its order; `atEnd` gives one behind the last. */
  readonly pipeLines: (change: (line: string) => string, atEnd?: () => string) => Promise<void>;
  /** The lines of files, or of stdin for `-`, one after another. Rejects with `UserError` (`contacts.unreadable`). */
  readonly readLines: (paths: readonly string[]) => AsyncIterable<string>;
}

/** What a sandbox can be started with. */
export interface ListedScenario {
  readonly name: string;
  /** One sentence, without a full stop. */
  readonly about: string;
  /** What `verify` ends with there. */
  readonly exit: 0 | 1 | 3;
}

interface WorkspaceOptions {
  /** A passphrase may be asked for. */
  readonly prompts: boolean;
  /** For one request to the provider with its tries, in milliseconds. */
  readonly timeoutMs?: number;
  /** How long to go on trying what may pass by itself, in milliseconds. */
  readonly waitMs?: number;
  /** Told what is waited for, before each pause. */
  readonly onWait?: (error: ProviderError) => void;
}

/** What belongs to one organization. */
export interface Workspace {
  /** Its id. */
  readonly organization: string;
  readonly settings: SettingsStore;
  readonly verification: VerificationStore;
  /** Opens the same store for the same kind, so that a passphrase is asked for once. */
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
  /** The kinds that may be chosen, in the order of preference. */
  readonly storeKinds: readonly SecretStoreKind[];
  readonly openProvider: OpenProvider;
  readonly openMessenger: OpenMessenger;
  readonly openApiKeys: OpenApiKeys;
  /** What other programs would take from the environment instead of what is saved here. */
  readonly ambient: Ambient;
  /** `twilio`, or the origin on loopback that stands in for it. */
  readonly provider: string;
  /** How the provider is reached, a line each: proxy, certificates. Never a password. */
  readonly network: () => Promise<readonly string[]>;
  /** Requests to the provider so far, tries included. */
  readonly requests: () => number;
  readonly openContacts: OpenContacts;
}

/** A loopback provider with an account to play with. */
export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** A workspace in a throwaway directory, on this provider, with secrets in memory. */
  readonly workspace: Workspace;
  /** Where that directory is. */
  readonly directory: string;
  /** Answers with which the five steps end ready. */
  readonly defaults: ReadonlyMap<AnswerKey, string | Secret>;
  /** What to export so that another shell can use this sandbox, as NAME=value pairs. */
  readonly variables: ReadonlyMap<string, string>;
  /** Stops the provider and removes the directory. */
  readonly close: () => Promise<void>;
}
