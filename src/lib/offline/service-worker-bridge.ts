import type { FromWorker, ToWorker } from '../../domain/worker-message.ts';

/**
 * Registers the worker. `onUpdate` is called when a newer one waits, now or later. Undefined where the browser refuses
 * (private windows, settings): the site then works as long as there is a network.
 */
export async function registerWorker(onUpdate: () => void): Promise<ServiceWorkerRegistration | undefined> {
  try {
    const registration = await navigator.serviceWorker.register(workerAddress() as string, { scope: '/' });
    if (registration.waiting && navigator.serviceWorker.controller) onUpdate();
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && navigator.serviceWorker.controller) onUpdate();
      });
    });
    return registration;
  } catch {
    return undefined;
  }
}

/** Says something to the worker that is in charge. */
export async function askWorker(message: ToWorker): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(message);
}

/** Returns how to stop listening. */
export function onWorkerMessage(listen: (message: FromWorker) => void): () => void {
  const hear = (event: MessageEvent<FromWorker>): void => listen(event.data);
  navigator.serviceWorker.addEventListener('message', hear);
  return () => navigator.serviceWorker.removeEventListener('message', hear);
}

/** Says to a worker that clears up after a broken one (static/worker-off.js) that this page works and may stay. */
export function answerWellness(): void {
  navigator.serviceWorker.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
    if (data === 'are-you-well') ports[0]?.postMessage('yes');
  });
}

/** Trusted Types: the one address of a script that may be made from a string. */
function workerAddress(): unknown {
  const address = '/service-worker.js';
  const types = (window as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  return types?.createPolicy('jasmine', { createScriptURL: () => address }).createScriptURL('') ?? address;
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(text: string): unknown };
}
