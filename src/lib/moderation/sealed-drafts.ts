import { openWith, sealTo, type Identity } from '$lib/sealing/seal.ts';
import { deskDrafts, dropTabDraft, readTabDraft, writeTabDraft } from '$lib/shell/tab-draft.ts';

/**
 * What was begun while the desk is locked, or while somebody signs in again: sealed to the moderator who wrote it, in the
 * tab's storage, which a browser may write to the disk. Only their passphrase opens it; signing out and quick exit drop it.
 */
export class SealedDrafts {
  #turn = 0;
  #keeping = Promise.resolve();

  keep(recipient: string, written: readonly string[]): void {
    this.#keeping = this.#keep(recipient, written, ++this.#turn);
  }

  async #keep(recipient: string, written: readonly string[], turn: number): Promise<void> {
    // One that is too long to be sealed takes none of the others with it.
    const sealed = (await Promise.all(written.map((text) => sealTo([recipient], text).catch(() => [])))).flat();
    // Dropped, or kept anew, meanwhile.
    if (turn !== this.#turn || sealed.length === 0) return;
    writeTabDraft(deskDrafts, sealed);
  }

  /** What this identity opens. None of it stays. */
  async take({ identity }: Identity): Promise<string[]> {
    // Opened again at once: what is being sealed is waited for.
    await this.#keeping;
    const sealed = (readTabDraft(deskDrafts) ?? []) as string[];
    this.drop();
    // Somebody else's opens for nobody who is here.
    return (await Promise.all(sealed.map((one) => openWith(identity, one).catch(() => [])))).flat();
  }

  drop(): void {
    this.#turn += 1;
    dropTabDraft(deskDrafts);
  }
}
