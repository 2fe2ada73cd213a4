import type { MediaStatus } from '../../domain/worker-message.ts';
import { askWorker, onWorkerMessage } from './service-worker-bridge.ts';

/** Tells what the phone has of these files, now and whenever that changes. Returns how to stop. */
export function followMedia(files: readonly string[], tell: (status: MediaStatus) => void): () => void {
  const ask = (): void => void askWorker({ type: 'status-of-media', files });
  let pulse: ReturnType<typeof setInterval> | undefined;
  const rest = (): void => {
    clearInterval(pulse);
    pulse = undefined;
  };
  const leave = onWorkerMessage((message) => {
    if (message.type !== 'media' || message.files[0] !== files[0]) return;
    tell(message);
    if (message.state === 'loading') pulse ??= setInterval(ask, pulseInterval);
    else rest();
  });
  ask();
  return () => {
    leave();
    rest();
  };
}

/**
 * A browser stops a worker that hears nothing for half a minute, once its event is some minutes old: a slow download
 * would end there. Should the worker be gone all the same, its answer says so, and the button comes back.
 */
const pulseInterval = 20_000;
