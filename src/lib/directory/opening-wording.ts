import { openState, parseOpeningHours, zoneOf, type OpenState, type Weekday } from '$domain/opening-hours.ts';
import type { Organisation } from '$domain/organisation.ts';
import type { Wording } from './wording.ts';

/** `17:30`; in French `17 h 30`, `9 h`. */
export function timeText({ language }: Wording, time: string): string {
  if (language !== 'fr') return time;
  const [hours = '', minutes = ''] = time.split(':');
  return `${String(Number(hours))}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
}

export function weekdayText({ language }: Wording, weekday: Weekday): string {
  const place = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'].indexOf(weekday);
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + place)));
}

export function openingOf(organisation: Organisation, now: Date): OpenState {
  const hours = organisation.openingHours === undefined ? null : parseOpeningHours(organisation.openingHours);
  return openState(hours, now, zoneOf(organisation.department), organisation.department);
}

/** One line: whether to go now. `reachable`: there is a number to call first. */
export function openingText(wording: Wording, state: OpenState, reachable: boolean): string {
  const { t } = wording;
  if (state === 'unknown') return t(reachable ? 'hoursUnknown' : 'hoursUnknownNoPhone');
  const line = openingLine(wording, state);
  return state.mayDiffer === undefined ? line : `${line} · ${t('mayDiffer')}`;
}

function openingLine(wording: Wording, state: Exclude<OpenState, 'unknown'>): string {
  const { t } = wording;
  if (state.open) return state.until ? t('openUntil', { time: timeText(wording, state.until.time) }) : t('always');
  if (!state.next) return t('closed');
  const time = timeText(wording, state.next.time);
  return state.next.inDays === 0 ? t('closedToday', { time }) : t('closedUntil', { time, day: weekdayText(wording, state.next.weekday) });
}
