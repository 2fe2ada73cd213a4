import { untrack } from 'svelte';
import type { Shell } from '$lib/shell/shell.ts';

/** Asks again by itself what got no answer, once the server answers again. Called while a component is made. */
export function askWhenBack(shell: () => Shell, waits: () => boolean, again: () => Promise<void>): void {
  $effect(() => {
    if (shell().online && untrack(waits)) void untrack(again);
  });
}
