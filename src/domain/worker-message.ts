/** What a page says to the worker. */
export type ToWorker =
  | { readonly type: 'use-new-version' }
  | { readonly type: 'keep-language'; readonly language: string }
  | { readonly type: 'what-is-kept' }
  | { readonly type: 'keep-member-parts' }
  | { readonly type: 'drop-keys' }
  | { readonly type: 'keep-media'; readonly files: readonly string[]; readonly bytes: number }
  | { readonly type: 'stop-media' }
  | { readonly type: 'remove-media'; readonly files: readonly string[] }
  | { readonly type: 'status-of-media'; readonly files: readonly string[] };

/** What the worker says to a page. */
export type FromWorker =
  /** `first`: this is the first time, so the reader is told, once. `kept: false`: the phone has no room, or no network. */
  | { readonly type: 'language-kept'; readonly kept: boolean; readonly first: boolean }
  | { readonly type: 'kept'; readonly languages: readonly string[]; readonly departments: readonly string[] }
  | MediaStatus;

export interface MediaStatus {
  readonly type: 'media';
  readonly files: readonly string[];
  /** `older`: of streets, where the phone keeps another version than the one named. */
  readonly state: 'absent' | 'loading' | 'kept' | 'failed' | 'older';
  /** 0 to 1 while loading. */
  readonly share: number;
}
