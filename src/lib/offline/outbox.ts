/** What the outbox keeps, in the words of the code; those on the disk tell nothing (outbox-tables.ts). */

/** A report as it is typed, until the server has acknowledged it. Its id will be the report's. */
export interface Draft {
  readonly id: string;
  /** `ready`: to be sealed and sent once it is known to whom. `sealed`: an entry of the same id says the same. */
  readonly state: 'open' | 'ready' | 'sealed';
  /** Milliseconds. */
  readonly changed: number;
  /** What the form shows. */
  readonly typed: unknown;
  /** What is to be sealed, of a `ready` one. */
  readonly ready?: Ready;
}

export interface Ready {
  /** Of domain/report.ts, without `replyTo`. */
  readonly content: object;
  readonly department?: string;
  readonly consents: { readonly share: true; readonly transfer: boolean };
}

/** A sealed report on its way: what is sent is `body`, byte for byte, however often. */
export interface Entry {
  readonly id: string;
  /** `ReportBody` as JSON text. */
  readonly body: string;
  /** Milliseconds. */
  readonly since: number;
  readonly state: 'waiting' | 'refused';
  readonly problem?: OutboxProblem;
  /** Tries that were begun. None: nobody but this phone has ever had it. */
  readonly attempts: number;
  /** Not tried again by itself before this, milliseconds. */
  readonly next: number;
}

export type OutboxProblem =
  /** Nothing answered, or something that is not our server. */
  | 'offline'
  | 'busy'
  | 'server'
  | 'sign-in'
  | 'not-allowed'
  | 'closed'
  /** Refused for good: it would be refused again. */
  | 'other-report'
  | 'not-accepted';

/** How one try ended. */
export type Tried = Pick<Entry, 'state' | 'next'> & { readonly problem: OutboxProblem };

/** What gives access to a report that was sent, and opens the team's answers. Nobody else has it. */
export interface Slip {
  readonly secret: string;
  /** age identity, for this report alone. */
  readonly identity: string;
}

/** A report that the server has acknowledged. */
export interface Receipt {
  readonly id: string;
  /** ISO instants. */
  readonly received: string;
  readonly due: string;
  /** Absent when the key that kept it is gone: the report is with the team, and this phone cannot ask for it. */
  readonly slip?: Slip;
  /** What the server said last, so that it is seen without a network. */
  readonly stage?: string;
  /** How many messages of the team there are, and were on the screen. */
  readonly messages?: number;
  readonly read?: number;
  /** An answer to the team that is being written. */
  readonly answer?: string;
}

/** What the sender does with it. */
export interface LeavingStore {
  entries(): Promise<readonly Entry[]>;
  /** Notes that a try begins, before it does; undefined when the entry is gone or refused. */
  begin(id: string, next: number): Promise<Entry | undefined>;
  /** Notes how it ended; nothing when the entry is gone. */
  note(id: string, tried: Tried): Promise<void>;
  /** The entry becomes a receipt and its draft goes, all or nothing. */
  acknowledge(id: string, received: string, due: string): Promise<void>;
}
