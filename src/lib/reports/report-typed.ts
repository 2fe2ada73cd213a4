import { choices, type ChoiceList } from '$domain/coded-choices.ts';

/** All that the form asks for, as it is typed: what a draft keeps. */
export interface ReportTyped {
  /** More questions are open. */
  long: boolean;
  /** Of each list, what was ticked. */
  chosen: Partial<Record<ChoiceList, string[]>>;
  when: '' | 'today' | 'yesterday' | 'week' | 'day' | 'month';
  /** The day or month that this was when it was said: tomorrow "today" is another. */
  date: string;
  town: string;
  townCode: string;
  department: string;
  place: string;
  details: string;
  phone: string[];
  email: string[];
  plate: string[];
  pseudonyms: string[];
  links: string[];
  looks: string;
  model: string;
  people: string;
  level: string;
  callBack: string;
  onBehalf: boolean;
  agreed: '' | 'spoken' | 'written';
  agreedOn: string;
  share: boolean;
  transfer: boolean;
}

export function nothingTyped(): ReportTyped {
  return {
    long: false,
    chosen: {},
    when: '',
    date: '',
    town: '',
    townCode: '',
    department: '',
    place: '',
    details: '',
    phone: [''],
    email: [''],
    plate: [''],
    pseudonyms: [''],
    links: [''],
    looks: '',
    model: '',
    people: '',
    level: '',
    callBack: '',
    onBehalf: false,
    agreed: '',
    agreedOn: '',
    share: false,
    transfer: false
  };
}

/** A kept draft, perhaps of an older copy of the form: what fits is taken, anything else is left as if it was not typed. */
export function typedFrom(kept: unknown): ReportTyped {
  const typed = nothingTyped();
  if (!isRecord(kept)) return typed;
  for (const [name, value] of Object.entries(typed)) {
    const before = kept[name];
    if (name === 'chosen') typed.chosen = chosenFrom(before);
    else if (Array.isArray(value)) {
      if (isTexts(before) && before.length > 0) Object.assign(typed, { [name]: before });
    } else if (typeof before === typeof value) Object.assign(typed, { [name]: before });
  }
  return typed;
}

/** Whether there is anything to keep: opening more questions is not. */
export function isEmpty(typed: ReportTyped): boolean {
  const bare = (one: ReportTyped): string => JSON.stringify({ ...one, long: false, chosen: Object.values(one.chosen).flat() }).replaceAll('""', '').replace(/,(?=[,\]])|(?<=\[),/g, '');
  return bare(typed) === bare(nothingTyped());
}

function chosenFrom(kept: unknown): ReportTyped['chosen'] {
  if (!isRecord(kept)) return {};
  const lists = Object.entries(choices) as [ChoiceList, readonly string[]][];
  return Object.fromEntries(
    lists.flatMap(([list, codes]) => {
      const ticked = kept[list];
      return isTexts(ticked) ? [[list, ticked.filter((code) => codes.includes(code))]] : [];
    })
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
