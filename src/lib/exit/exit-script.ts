/**
 * Quick exit. Compiled into every page's head (scripts/build.ts), so that it works before anything else has loaded.
 *
 * First the page is gone, then we leave: `replace` takes this page out of the tab's history. Should someone press Back
 * on to an earlier page of ours in the same tab, that page shows nothing and leaves again.
 */

import type { ToWorker } from '../../domain/worker-message.ts';

const leftKey = 'left';
/** Three presses within this time are meant; one Escape alone closes things. */
const escapeWindow = 2000;
const neutralPage = '/exit';

let escapes: number[] = [];

if (hasLeft()) {
  if (cameBack()) leave();
  else sessionStorage.removeItem(leftKey);
}

addEventListener(
  'click',
  (event) => {
    if (event.target instanceof Element && event.target.closest('[data-exit]')) {
      event.preventDefault();
      leave();
    }
  },
  true
);

addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Escape') return;
    escapes = [...escapes.filter((time) => event.timeStamp - time < escapeWindow), event.timeStamp];
    if (escapes.length >= 3) leave();
  },
  true
);

addEventListener('pageshow', (event) => {
  if (event.persisted && hasLeft()) leave();
});

function leave(): void {
  const site = document.querySelector<HTMLElement>('[data-exit]')?.dataset['exit'];
  document.documentElement.style.display = 'none';
  document.title = '';
  dispatchEvent(new Event('jasmine:leave'));
  try {
    // What was typed and not sent (lib/shell/tab-draft.ts).
    sessionStorage.clear();
    sessionStorage.setItem(leftKey, '1');
    try {
      // Keys of alerts (lib/offline/keys-stay.ts): gone, unless somebody has chosen that they stay.
      if (localStorage.getItem('stay') === null) {
        indexedDB.deleteDatabase('jasmine-4');
        navigator.serviceWorker.controller?.postMessage({ type: 'drop-keys' } satisfies ToWorker);
      } else localStorage.setItem('stay', 'left');
    } finally {
      // Nobody waits for the beacon: should it be lost, `/app` tells the server again before anything else. Last: other tabs hear it, and shut.
      localStorage.setItem('sign-out-owed', '1');
    }
  } catch {
    // Storage may be closed to us; leaving matters more.
  }
  // Gone from memory too, so that nothing typed can be restored.
  document.querySelector('body')?.remove();
  location.replace(navigator.onLine && site ? site : neutralPage);
  // Last: whatever happens to it, the page is on its way out.
  navigator.sendBeacon('/api/session/end');
}

function hasLeft(): boolean {
  try {
    return sessionStorage.getItem(leftKey) !== null;
  } catch {
    return false;
  }
}

function cameBack(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'back_forward';
}
