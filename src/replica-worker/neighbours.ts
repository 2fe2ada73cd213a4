/** The same replica in other tabs: one of them follows at a time, and all are told what has changed on the disk. */
export class Neighbours {
  readonly #channel = new BroadcastChannel(NAME);

  constructor(changed: (areas: readonly string[]) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<readonly string[]>) => changed(data);
  }

  tell(areas: readonly string[]): void {
    this.#channel.postMessage(areas);
  }
}

/** Waits until no other tab follows. Where there are no locks all may: each writes the same. */
export async function whileOthersRest(run: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  await (locks ? locks.request(NAME, run) : run());
}

const NAME = 'jasmine-3';
