import type { Alert, AlertEntry } from './alert.ts';
import type { AlertPage } from './alert-api.ts';
import type { DangerLevel } from './danger-level.ts';
import type { Identifier } from './identifier.ts';

/** What a page may ask of the replica, which runs in a worker of its own (src/replica-worker): one name each, and each is answered once. */
export interface ReplicaVerbs {
  state(): ReplicaState;
  /**
   * `own`: every department of the account. Loads, or brings up to date; ends when there is no more to do for now. `metered`: each byte costs, so
   * a large first load waits for a word; `wanted` is that word for one department, also for one that was stopped or removed.
   */
  follow(own: readonly string[], metered: boolean, wanted?: string): ReplicaState;
  /** Leaves off loading a department; what has come stays. */
  stop(area: string): void;
  /** A department's alerts go from the phone, and are not loaded again by themselves. */
  remove(area: string): void;

  /** What stands for it in questions to the server (domain/search-token.ts). Asks for the keys when there are none. */
  token(identifier: Identifier): string;
  /** By identifier, in all departments that are kept. Opens no more than it finds. */
  find(identifier: Identifier): readonly Alert[];
  /** Whether the caller filter, which is of the whole country, may hold the number; undefined when there is no filter here. */
  reported(number: string): Reported | undefined;
  /** By a fragment of whatever an alert holds; undefined when it is too short to be one. */
  search(fragment: string, levels: readonly DangerLevel[]): FragmentHits | undefined;
  /** As `GET /api/alerts` answers; undefined when nothing of the department is here. */
  list(area: string, levels: readonly DangerLevel[], after?: string): AlertPage | undefined;
  alert(id: string): Alert | undefined;

  /** Newest first. */
  notes(): readonly Note[];
  keepNote(note: Note): void;
  dropNote(id: string): void;

  /** Asks for the keys once more and keeps them under the PIN alone. Needs the network. */
  setPin(pin: string): void;
  removePin(): void;
  /** False: wrong. After the last try the keys are gone. */
  unlock(pin: string): boolean;
  /** Keys and opened alerts leave the memory. */
  lock(): void;
  /** Keys leave the phone: what stays is noise. */
  dropKeys(): void;
  /** Alerts, notes and keys leave the phone. */
  wipe(): void;
}

/** What a filter says, which names no number: none for certain, or one perhaps (a filter is wrong about one number in ten thousand). */
export interface Reported {
  readonly level?: DangerLevel;
  /** When the server was last asked for it; milliseconds since 1970. */
  readonly at: number;
}

export interface FragmentHits {
  /** The best of them. */
  readonly alerts: readonly AlertEntry[];
  /** Of all hits, whatever the levels. */
  readonly counts: Readonly<Record<DangerLevel, number>>;
}

/** Next to a number, plate or address; of this phone alone. */
export interface Note {
  /** Made on the phone. */
  readonly id: string;
  readonly about: Identifier;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface ReplicaState {
  /** `none`: dropped, or never had. `shut`: a PIN opens them. */
  readonly keys: 'none' | 'shut' | 'open';
  readonly pin: boolean;
  /** Left before the keys go, while `shut`. */
  readonly tries: number;
  /** When the keys go, by the server's clock; milliseconds since 1970. */
  readonly until?: number;
  readonly areas: readonly AreaState[];
  /** Why something does not go on, if so. */
  readonly fault?: ReplicaFault;
}

export interface AreaState {
  readonly area: string;
  /** `metered`: waits for a press, or for another network. `behind`: to be brought up to date. */
  readonly stage: 'absent' | 'loading' | 'stopped' | 'metered' | 'behind' | 'current' | 'removed';
  readonly alerts: number;
  /** Of the first load: bytes on the phone and in all, and alerts in all; absent while they are not known. */
  readonly load?: { readonly bytes: number; readonly bytesInAll: number; readonly alertsInAll: number };
  /** When it was last brought up to date; milliseconds since 1970 by the phone's clock. */
  readonly checked?: number;
}

/** `storage-*`: what the phone's storage says (lib/offline/storage-error.ts). `signed-out`: nobody is, by the server's word. */
export type ReplicaFault = 'offline' | 'server' | 'signed-out' | 'not-active' | 'locked' | 'no-keys' | 'storage-full' | 'storage-refused' | 'storage-busy' | 'storage-broken';

export type ReplicaVerb = keyof ReplicaVerbs;
export interface ToReplica<Verb extends ReplicaVerb = ReplicaVerb> {
  readonly id: number;
  readonly verb: Verb;
  readonly given: Parameters<ReplicaVerbs[Verb]>;
}
export type FromReplica =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: ReplicaFault }
  /** Not asked for: something has changed. */
  | { readonly state: ReplicaState }
  /** Alerts of these departments are others now. */
  | { readonly changed: readonly string[] };
