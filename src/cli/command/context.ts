import type { Environment } from '../../domain/environment.ts';
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
  TwilioCli,
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

/** One of the two output streams. */
export interface Screen {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Null: no colours. */
  readonly palette: Palette | null;
  /** In characters. */
  readonly columns: number;
}

/** Everything that a command may use. Values are cheap; functions open resources when they are called. */
export interface Context {
  readonly version: string;
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
  /** False if the locale has no Unicode: symbols are then ASCII. */
  readonly unicode: boolean;
  /** `--plain`: words instead of symbols, no bars. Absent: false. */
  readonly plain?: boolean;
  readonly verbose: boolean;
  readonly env: Environment;
  /**
   * Node.js settings that could expose credentials; empty: none, or they are allowed. `offline`: the run opens neither a secret
   * store nor the provider, so that it closes a debugger without asking.
   */
  readonly unsafeNode: (run: { readonly offline: boolean }) => readonly string[];
  /** True if prompts are possible and allowed. */
  readonly interactive: boolean;
  /** True in CI, where secrets come from variables and there are no prompts. */
  readonly ci: boolean;
  /** The user's name, as the operating system knows it. */
  readonly operator: string;
  readonly host: string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly prompter: Prompter;
  /** A file's text; `-` is stdin. Rejects with `UserError` (`input.unreadable`). */
  readonly readInput: (path: string) => Promise<string>;
  /**
   * Writes a file that the user asked for. Replaces an existing file if `replace` is true, or if `isOwn` recognizes its text. Rejects with `UserError` (`output.refused`, exit 2; `output.failed`, exit 74).
   */
  readonly writeOutput: (
    path: string,
    text: string,
    replacing: { readonly replace: boolean; readonly isOwn?: (former: string) => boolean },
  ) => Promise<void>;
  readonly organizations: OrganizationStore;
  readonly openWorkspace: (organization: string, options: WorkspaceOptions) => Workspace;
  /**
   * `scenario`: a name of `listScenarios`; absent: a provider without faults. Rejects with `UserError` for other names.
   * `finished`: true saves the setup of the scenario in the temporary directory.
   */
  readonly startSandbox: (options: {
    readonly scenario?: string;
    readonly port?: number;
    readonly finished?: boolean;
  }) => Promise<RunningSandbox>;
  readonly listScenarios: () => Promise<readonly ListedScenario[]>;
  readonly runProgram: RunProgram;
  /** The JSON Schemas of the documents, by name. */
  readonly schemas: () => Promise<{ readonly names: () => readonly string[]; readonly read: (name: string) => string }>;
  /** The `file:` URL of a page in the `docs` folder of this package, such as `reference.md#number.owned`. */
  readonly docsPage: (page: string) => string;
  /** Maps a place in the built program (`file:line:column`) to the sources. */
  readonly sourcePlace: (place: string) => Promise<string>;
  /** Opens nothing yet. */
  readonly twilioCli: () => Promise<TwilioCli>;
  readonly contactFiles: () => Promise<ContactFiles>;
  /** The fastest judge of cells there is; its verdicts are those of `judgeCell`. */
  readonly openJudge: () => Promise<JudgeCell>;
  /**
   * Keeps the first signal from ending the run, and resolves with its exit code. The next signal ends the run.
   */
  readonly untilInterrupted: () => Promise<ExitCode>;
}

interface ContactFiles {
  readonly openRowWriter: OpenRowWriter;
  readonly openOutput: OpenOutput;
  /** Writes each line of stdin to stdout, changed, in order. `atEnd` adds a last line. */
  readonly pipeLines: (change: (line: string) => string, atEnd?: () => string) => Promise<void>;
  /** The lines of files, or of stdin for `-`, one after another. Rejects with `UserError` (`contacts.unreadable`). */
  readonly readLines: (paths: readonly string[]) => AsyncIterable<string>;
}

/** A state of the mock provider that the sandbox can start with. */
export interface ListedScenario {
  readonly name: string;
  /** One sentence, without a full stop. */
  readonly about: string;
  /** The exit code of `verify`. */
  readonly exit: 0 | 1 | 3;
}

interface WorkspaceOptions {
  /** Allows a prompt for the passphrase. */
  readonly prompts: boolean;
  /** For one request to the provider with its retries, in milliseconds. */
  readonly timeoutMs?: number;
  /** How long to retry temporary failures, in milliseconds. */
  readonly waitMs?: number;
  /** Called before each pause. */
  readonly onWait?: (error: ProviderError) => void;
}

/** The settings, stores and provider of one organization. */
export interface Workspace {
  readonly organization: string;
  readonly settings: SettingsStore;
  readonly verification: VerificationStore;
  /** Returns the same store for the same kind, so that it prompts for a passphrase once. */
  readonly openStore: (kind: SecretStoreKind) => SecretStore;
  /** The kinds that may be chosen, in the order of preference. */
  readonly storeKinds: readonly SecretStoreKind[];
  readonly openProvider: OpenProvider;
  readonly openMessenger: OpenMessenger;
  readonly openApiKeys: OpenApiKeys;
  /** Credentials in the environment, which other programs prefer to the saved ones. */
  readonly ambient: Ambient;
  /** `twilio`, or the loopback origin of a mock server. */
  readonly provider: string;
  /** Proxy and certificates, a line each. Never a password. */
  readonly network: () => Promise<readonly string[]>;
  /** Requests to the provider so far, retries included. */
  readonly requests: () => number;
  readonly openContacts: OpenContacts;
}

/** A mock provider on loopback with a test account. */
export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** A workspace in a temporary directory, with secrets in memory. */
  readonly workspace: Workspace;
  readonly directory: string;
  readonly scenario: ListedScenario;
  /** Answers for a setup that is ready. */
  readonly defaults: ReadonlyMap<AnswerKey, string | Secret>;
  /** Environment variables for another shell to use this sandbox and its finished setup. */
  readonly variables: ReadonlyMap<string, string>;
  /** Stops the provider and deletes the directory. */
  readonly close: () => Promise<void>;
}
