import type { MediaStatus } from '../../domain/worker-message.ts';
import { askWorker, onWorkerMessage } from './service-worker-bridge.ts';

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
  onWorkerMessage((message) => {
    if (message.type === 'media' && message.files[0] === files[0]) draw(message);
  });
  void askWorker({ type: 'status-of-media', files });
  block.hidden = false;

  function draw({ state, share }: MediaStatus): void {
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
  }
}
