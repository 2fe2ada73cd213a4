import { hydrate, type Component } from 'svelte';

/** Makes what `drawIsland` drew into something that runs, with the same props; in a task of its own, after the scripts were read. */
export function startIsland<Props extends Record<string, unknown>>(name: string, component: Component<Props>): void {
  const target = document.querySelector(`[data-island="${name}"]`);
  const data = document.querySelector(`[data-props="${name}"]`)?.textContent;
  if (!target || !data) return;
  const props = JSON.parse(data) as Props;
  setTimeout(() => (hydrate as (one: Component<Props>, options: { target: Element; props: Props }) => unknown)(component, { target, props }));
}
