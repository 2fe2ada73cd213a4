import type { MediaStatus } from '../../domain/worker-message.ts';
import { followMedia } from './follow-media.ts';
import { askWorker } from './service-worker-bridge.ts';

/** Makes the "keep on this phone" buttons under a video work. */
export function keepVideos(): void {
  for (const block of document.querySelectorAll<HTMLElement>('[data-keep]')) keepVideo(block);
}

function keepVideo(block: HTMLElement): void {
  const files = (block.dataset['keep'] ?? '').split(' ');
  const part = (name: string) => block.querySelector<HTMLElement>(`[data-keep-${name}]`);
  const bar = block.querySelector('progress');
  part('start')?.addEventListener('click', () => void askWorker({ type: 'keep-media', files, bytes: Number(block.dataset['bytes']) }));
  part('stop')?.addEventListener('click', () => void askWorker({ type: 'stop-media' }));
  part('remove')?.addEventListener('click', () => void askWorker({ type: 'remove-media', files }));
  followMedia(files, draw);

  function draw({ state, share }: MediaStatus): void {
    const focused = block.contains(document.activeElement);
    const seen: Record<string, boolean> = {
      start: state === 'absent' || state === 'failed',
      stop: state === 'loading',
      done: state === 'kept',
      remove: state === 'kept',
      failed: state === 'failed'
    };
    for (const [name, visible] of Object.entries(seen)) part(name)?.toggleAttribute('hidden', !visible);
    if (bar) {
      bar.hidden = state !== 'loading';
      bar.value = share;
    }
    // Only now is it known what the phone keeps.
    block.hidden = false;
    // The button that was pressed may be gone: the keyboard stays in its place.
    if (focused && document.activeElement?.closest('[hidden]')) block.focus();
  }
}
