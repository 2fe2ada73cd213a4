import { isReadingLanguage, nativeNames } from '../../domain/language.ts';
import { askWorker, onWorkerMessage } from './service-worker-bridge.ts';

/** Fills the home page's line about what the phone keeps; it stays hidden while nothing is. */
export function showKept(): void {
  const line = document.getElementById('kept');
  const text = line?.querySelector<HTMLElement>('[data-text]');
  if (!line || !text) return;
  onWorkerMessage((message) => {
    if (message.type === 'language-kept') void askWorker({ type: 'what-is-kept' });
    if (message.type !== 'kept' || !message.languages.some(isReadingLanguage)) return;
    const list = new Intl.ListFormat(document.documentElement.lang);
    const names = message.languages.filter(isReadingLanguage).map((language) => nativeNames[language]);
    const regions = message.departments.length > 0 ? list.format(message.departments) : (text.dataset['none'] ?? '');
    text.textContent = (text.dataset['text'] ?? '').replace('{languages}', list.format(names)).replace('{regions}', regions);
    line.removeAttribute('hidden');
  });
  void askWorker({ type: 'what-is-kept' });
}
