import { makeOpeningHours, renderOpeningHours, type Span } from '../../../src/domain/opening-hours.ts';
import type { RepairReason } from './reasons.ts';

/** Opening hours as French sources write them, turned into the OSM subset, with the words that hours cannot say. */

/** One line of a source's table of hours: from a day to a day, the times, and what was written beside. */
export interface HoursLine {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly times: readonly { readonly from: string; readonly to: string }[];
  readonly note?: string;
}

/**
 * A table of hours (DILA's). A line from 00:00 to 00:00 is a note broken in two: its first word went into the day, so
 * the day is put back before it ("mardi" + "s et mercredis après-midi").
 */
export function hoursOfTable(lines: readonly HoursLine[]): FrenchHours {
  const days: Span[][] = Array.from({ length: 7 }, () => []);
  let holidays: Span[] | undefined;
  const notes: string[] = [];
  const repairs = new Set<RepairReason>();
  for (const line of lines) {
    const first = dayIndex(line.firstDay);
    const last = dayIndex(line.lastDay === '' ? line.firstDay : line.lastDay);
    const spans = line.times.map(({ from, to }) => spanOf(from, to));
    const note = line.note?.replace(/\s+/g, ' ').trim() ?? '';
    if (spans.length > 0 && spans.every((span) => span === null)) {
      repairs.add('hours-empty');
      notes.push(rejoined(line, note));
      continue;
    }
    if (note !== '') notes.push(note);
    const usable = spans.filter((span) => span !== null);
    if (first === HOLIDAYS) holidays = [...(holidays ?? []), ...usable];
    else if (first !== null && last !== null && last !== HOLIDAYS) {
      for (let day = first; ; day = (day + 1) % 7) {
        days[day]?.push(...usable);
        if (day === last) break;
      }
    }
  }
  return { ...written(days, holidays), ...noteOf(notes), repairs: [...repairs] };
}

/**
 * A free text such as " Lundi : 8h00-12h00 14h00-18h00 Mardi : fermé". Only a text that is understood to its last word
 * gives hours; otherwise the whole of it is the note, since a half-read timetable is a wrong one.
 */
export function hoursOfText(text: string): FrenchHours {
  const clean = text.replace(/\s+/g, ' ').trim();
  if (clean === '') return { repairs: [] };
  const days: Span[][] = Array.from({ length: 7 }, () => []);
  let holidays: Span[] | undefined;
  let rest = clean;
  while (rest !== '') {
    const match = dayAndTimes.exec(rest);
    if (match?.groups === undefined) return { note: clean, repairs: ['hours-to-note'] };
    rest = rest.slice(match[0].length).trim();
    const first = dayIndex(match.groups['first'] ?? '');
    const last = match.groups['last'] === undefined ? first : dayIndex(match.groups['last']);
    const spans = [...(match.groups['times'] ?? '').matchAll(timeRange)].map(([, h1, m1, h2, m2]) =>
      spanOf(`${h1 ?? ''}:${m1 || '00'}`, `${h2 ?? ''}:${m2 || '00'}`)
    );
    if (first === null || last === null || spans.includes(null)) return { note: clean, repairs: ['hours-to-note'] };
    const usable = spans.filter((span) => span !== null);
    if (first === HOLIDAYS) holidays = usable;
    else for (let day = first; ; day = (day + 1) % 7) {
      days[day]?.push(...usable);
      if (day === last || last === HOLIDAYS) break;
    }
  }
  const { hours } = written(days, holidays);
  return hours === undefined ? { note: clean, repairs: ['hours-to-note'] } : { hours, repairs: [] };
}

/** `lundi - dimancheUniquement sur rendez-vous`, `mardimatin`: a day glued to a note by whoever flattened the table. */
export function ungluedNote(note: string): { note: string; glued: boolean } {
  const whole = note.replace(/^lundi - dimanche(?=\S)/i, '');
  const spaced = whole.replace(/^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?!s\b)(?=[\p{L}(])/iu, '$1 ');
  const lines = [...new Set(spaced.split('\n').map((line) => line.trim()).filter(Boolean))];
  const text = lines.join(' ').replace(/\s+/g, ' ');
  return { note: text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()), glued: spaced !== note };
}

function rejoined({ firstDay, lastDay }: HoursLine, note: string): string {
  if (note === '') return '';
  const single = lastDay === '' || firstDay.toLowerCase() === lastDay.toLowerCase();
  if (!single) return note;
  return /^s\b/.test(note) ? `${firstDay.toLowerCase()}${note}` : `${firstDay.toLowerCase()} ${note}`;
}

function written(days: readonly Span[][], holidays: readonly Span[] | undefined): { hours?: string } {
  const hours = makeOpeningHours(days, holidays);
  return hours === null ? {} : { hours: renderOpeningHours(hours) };
}

function noteOf(notes: readonly string[]): { note?: string } {
  const text = [...new Set(notes.filter(Boolean))].join(' ');
  return text === '' ? {} : { note: text };
}

/** `HH:MM` or `HH:MM:SS`. Null when it begins where it ends, or is no time. */
function spanOf(from: string, to: string): Span | null {
  const start = minutes(from);
  const end = minutes(to);
  if (start === null || end === null || start === end || start >= 1440) return null;
  return { from: start, to: end < start ? end + 1440 : end };
}

function minutes(text: string): number | null {
  const match = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(text.trim());
  if (match === null) return null;
  const value = Number(match[1]) * 60 + Number(match[2]);
  return value <= 1440 && Number(match[2]) < 60 ? value : null;
}

function dayIndex(name: string): number | null {
  const folded = name.trim().toLowerCase().replace(/s?_|é/g, (found) => (found === 'é' ? 'e' : ' '));
  if (/^jours? feries?$/.test(folded)) return HOLIDAYS;
  const index = dayNames.findIndex((day) => folded === day || folded === `${day}s` || folded === day.slice(0, 3));
  return index < 0 ? null : index;
}

const HOLIDAYS = 7;
const dayNames = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const dayPattern = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|jours? f[ée]ri[ée])s?';
const timePattern = '\\d{1,2}\\s?[h:]\\s?(?:\\d\\d)?\\s?(?:-|–|à|a)\\s?\\d{1,2}\\s?[h:]\\s?(?:\\d\\d)?';
const timeRange = /(\d{1,2})\s?[h:]\s?(\d\d)?\s?(?:-|–|à|a)\s?(\d{1,2})\s?[h:]\s?(\d\d)?/gi;
const dayAndTimes = new RegExp(
  `^[;,.]?\\s?(?:du )?(?<first>${dayPattern})(?:\\s?(?:-|–|au|à)\\s?(?<last>${dayPattern}))?\\s?:?\\s?(?:de )?` +
    `(?:ferm[ée]e?|(?<times>${timePattern}(?:(?:\\s|\\s?[,/&]\\s?|\\s?et (?:de )?)${timePattern})*))`,
  'i'
);

export interface FrenchHours {
  readonly hours?: string;
  readonly note?: string;
  readonly repairs: readonly RepairReason[];
}
