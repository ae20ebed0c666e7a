declare module 'pgpass' {
  interface Connection {
    readonly host: string;
    readonly port: number;
    readonly database: string | undefined;
    readonly user: string | undefined;
  }
  /** Gives the password that `~/.pgpass`, or the file that `PGPASSFILE` names, has for a connection. */
  function pgpass(connection: Connection, done: (password: string | undefined) => void): void;
  export = pgpass;
}
