import type { Component } from 'svelte';
import { render } from 'svelte/server';

/**
 * A part of a reading page that runs: drawn when the site is built, taken over on the phone by `startIsland` under the same
 * name. Around it nothing runs, so header and foot cost the phone no script. `props` travel with the page: texts, no code.
 */
export function drawIsland<Props extends Record<string, unknown>>(name: string, component: Component<Props>, props: Props): string {
  // TypeScript cannot see that Props has whatever `render` asks for.
  const { body } = (render as (one: Component<Props>, options: { props: Props }) => { body: string })(component, { props });
  // In a script element only `<` could end it early.
  const data = JSON.stringify(props).replaceAll('<', '\\u003c');
  return `<div data-island="${name}">${body}</div><script type="application/json" data-props="${name}">${data}</script>`;
}
