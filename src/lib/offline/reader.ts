/**
 * The one file script of public pages. None of them needs it: it registers the worker, tells what the phone keeps, offers
 * a newer version, and keeps a video on request. Texts are in the page already; this only shows them.
 */
import { idle } from '../ui/idle.ts';
import { keepVideos } from './keep-videos.ts';
import { answerWellness, askWorker, onWorkerMessage, registerWorker } from './service-worker-bridge.ts';
import { showKept } from './show-kept.ts';

if ('serviceWorker' in navigator) addEventListener('load', () => void start());

/** Milliseconds: long enough to be read twice. */
const readyShown = 10_000;

async function start(): Promise<void> {
  document.addEventListener('click', closeNotice);
  answerWellness();
  onWorkerMessage((message) => {
    if (message.type !== 'language-kept' || !message.first) return;
    show('notice-ready');
    // It asks for nothing, and covers what somebody may be reading.
    setTimeout(() => document.getElementById('notice-ready')?.setAttribute('hidden', ''), readyShown);
  });
  // The page first: its own task, once there is nothing else to do.
  await idle();
  const registration = await registerWorker(() => show('notice-update'));
  if (!registration) return;
  document.querySelector('[data-update]')?.addEventListener('click', () => {
    // Only the tab that asked is reloaded: what is typed in others stays.
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    // It may have taken over by itself meanwhile.
    if (!registration.waiting) location.reload();
    registration.waiting?.postMessage({ type: 'use-new-version' });
  });
  await navigator.serviceWorker.ready;
  await askWorker({ type: 'keep-language', language: document.documentElement.lang });
  showKept();
  keepVideos();
}

function show(id: string): void {
  document.getElementById(id)?.removeAttribute('hidden');
}

function closeNotice(event: Event): void {
  if (event.target instanceof Element && event.target.closest('[data-close]')) {
    event.target.closest('[id^="notice-"]')?.setAttribute('hidden', '');
  }
}
