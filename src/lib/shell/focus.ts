import { tick } from 'svelte';

/**
 * The focus on what `find` finds once the page has changed: what had it may be gone, and then keyboards and screen readers
 * would begin at the top again. What is no field and no button needs `tabindex="-1"`.
 */
export async function focusOn(find: () => HTMLElement | null | undefined): Promise<void> {
  await tick();
  find()?.focus();
}
