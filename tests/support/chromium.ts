import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Chromium is: `CHROMIUM_PATH`, else the usual places. Throws with what to do. */
export function findChromium(): string {
  const places = [
    process.env['CHROMIUM_PATH'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  ];
  const found = places.find((path) => path !== '' && existsSync(path));
  if (found) return found;
  throw new Error('The browser tests need Chromium. Install it, or name it in CHROMIUM_PATH.');
}

/**
 * Chromium without the windows around a page: the same engine, for a third of the processor's time in a fresh profile. It
 * shows no notifications, and follows no redirect without JavaScript. Where there is none, or `CHROMIUM_PATH` names a browser, that.
 */
export function findChromiumShell(): string {
  return process.env['CHROMIUM_PATH'] === undefined && existsSync(shell) ? shell : findChromium();
}

/** Installs both from Debian where they are missing and we may. */
export function installChromium(): void {
  if (process.env['CHROMIUM_PATH'] !== undefined || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const missing = [...(hasChromium() ? [] : ['chromium']), ...(existsSync(shell) ? [] : ['chromium-headless-shell'])];
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(' and ')} for the browser tests ...`);
  const get = (...command: string[]): void => void execFileSync('apt-get', command, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  // One after the other: the shell is welcome, not needed.
  for (const command of [['update', '-qq'], ...missing.map((name) => ['install', '-y', '-qq', name])]) {
    try {
      get(...command);
    } catch {
      console.warn(`apt-get ${command.join(' ')} did not work here.`);
    }
  }
}

function hasChromium(): boolean {
  try {
    return findChromium() !== '';
  } catch {
    return false;
  }
}

const shell = '/usr/bin/chromium-headless-shell';

/** Nothing of the browser's own may reach the network; as root there is no sandbox to be had. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps'
];
