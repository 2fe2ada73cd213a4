import type { AlertContent } from '$domain/alert.ts';
import { departmentName, inhabitedDepartments } from '$domain/department-names.ts';
import { readIdentifier, type Identifier } from '$domain/identifier.ts';
import type { Language } from '$domain/language.ts';

/** What is typed and ticked. */
const typed = ['level', 'areas', 'events', 'identifiers', 'published', 'withLooks', 'withVehicle', 'incidents', 'pseudonyms', 'links', 'text', 'looks', 'textLanguage'] as const;

/** All of an `AlertDraft`, to begin again from. */
export interface WrittenAlert {
  readonly start: AlertContent;
  readonly part: 'coded' | 'whole';
  readonly typed: Partial<Pick<AlertDraft, (typeof typed)[number]>>;
}

/** A warning while a moderator writes it. Lists are typed as people write them: with commas, or a line each. */
export class AlertDraft {
  level: AlertContent['level'];
  areas: string;
  events: AlertContent['events'];
  /** All that are known; `published` are those that were chosen. */
  identifiers: readonly Identifier[];
  published: readonly string[];
  withLooks = $state(true);
  withVehicle = $state(true);
  incidents: string;
  pseudonyms: string;
  links: string;
  text: string;
  looks: string;
  textLanguage: Language;

  readonly #start: AlertContent;
  readonly #part: 'coded' | 'whole';

  constructor(start: AlertContent, part: 'coded' | 'whole') {
    this.#start = start;
    this.#part = part;
    this.level = $state(start.level);
    this.areas = $state(start.areas.join(', '));
    this.events = $state.raw(start.events);
    this.identifiers = $state.raw(start.identifiers);
    this.published = $state.raw(start.identifiers.map(keyOf));
    this.incidents = $state(start.incidents.join(', '));
    this.pseudonyms = $state(start.pseudonyms.join('\n'));
    this.links = $state(start.links.join('\n'));
    this.text = $state(start.text ?? '');
    this.looks = $state(start.looks ?? '');
    this.textLanguage = $state(start.textLanguage ?? 'fr');
  }

  static from({ start, part, typed: values }: WrittenAlert): AlertDraft {
    return Object.assign(new AlertDraft(start, part), values);
  }

  written(): WrittenAlert {
    return { start: this.#start, part: this.#part, typed: Object.fromEntries(typed.map((field) => [field, this[field]])) };
  }

  problems(): readonly { field: string; key: string }[] {
    const areas = parts(this.areas);
    return [
      ...(areas.length === 0 || areas.some((area) => !known.includes(area.toUpperCase())) ? [{ field: 'areas', key: 'alertForm.areasWrong' }] : []),
      ...(parts(this.incidents).some((day) => !/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/.test(day)) ? [{ field: 'incidents', key: 'alertForm.incidentsWrong' }] : [])
    ];
  }

  areaNames(): string {
    return parts(this.areas)
      .map((area) => departmentName(area.toUpperCase()))
      .join(', ');
  }

  /** False for what is no number, plate or address. */
  add(typed: string): boolean {
    const read = readIdentifier(typed);
    if (!read) return false;
    if (!this.identifiers.some((one) => keyOf(one) === keyOf(read))) this.identifiers = [...this.identifiers, read];
    if (!this.published.includes(keyOf(read))) this.published = [...this.published, keyOf(read)];
    return true;
  }

  content(): AlertContent {
    const { text: _text, looks: _looks, textLanguage: _language, ...start } = this.#start;
    const whole = this.#part === 'whole';
    return {
      ...start,
      level: this.level,
      areas: parts(this.areas).map((area) => area.toUpperCase()),
      events: this.events,
      identifiers: this.identifiers.filter((one) => this.published.includes(keyOf(one))),
      appearance: this.withLooks ? start.appearance : emptyAppearance,
      vehicle: this.withVehicle ? start.vehicle : {},
      incidents: parts(this.incidents).sort().reverse(),
      pseudonyms: lines(this.pseudonyms),
      links: lines(this.links),
      ...(whole && this.text.trim() !== '' ? { text: this.text.trim(), textLanguage: this.textLanguage } : {}),
      ...(whole && this.looks.trim() !== '' ? { looks: this.looks.trim(), textLanguage: this.textLanguage } : {})
    };
  }
}

export function keyOf({ kind, value }: Identifier): string {
  return `${kind} ${value}`;
}

function parts(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const emptyAppearance: AlertContent['appearance'] = { hair: [], face: [], signs: [] };
const known = inhabitedDepartments().map(({ code }) => code);
