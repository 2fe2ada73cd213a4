import * as v from 'valibot';
import { choices, type ChoiceList } from './coded-choices.ts';
import { identifierKinds } from './identifier.ts';

/** What a report and an alert both say of an incident and of who did it: all of it optional. Sizes keep a sealed report small. */

const line = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200));
const lines = v.optional(v.pipe(v.array(line), v.maxLength(20)), []);
const oneOf = <List extends ChoiceList>(list: List) => v.optional(v.picklist(choices[list]));
const someOf = <List extends ChoiceList>(list: List) => v.optional(v.pipe(v.array(v.picklist(choices[list])), v.maxLength(choices[list].length)), []);

export const department = v.pipe(v.string(), v.regex(/^(\d\d|2[AB]|9[78]\d)$/));

export const IdentifierSchema = v.strictObject({ kind: v.picklist(identifierKinds), value: line });

/** `2026-11-24`, or `2026-11` for "some day that month". */
const dayOrMonth = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/));

export const WhenSchema = v.strictObject({ date: v.optional(dayOrMonth), partOfDay: oneOf('partOfDay') });

export const WhereSchema = v.strictObject({
  department: v.optional(department),
  town: v.optional(line),
  /** INSEE code of the town, when it was chosen from the list: distances are counted from there. */
  townCode: v.optional(v.pipe(v.string(), v.regex(/^(\d{5}|2[AB]\d{3})$/))),
  placeType: oneOf('placeType')
});

export const AppearanceSchema = v.strictObject({
  gender: oneOf('gender'),
  age: oneOf('age'),
  height: oneOf('height'),
  build: oneOf('build'),
  hair: someOf('hair'),
  hairColour: oneOf('hairColour'),
  face: someOf('face'),
  signs: someOf('sign')
});

export const VehicleSchema = v.strictObject({ type: oneOf('vehicle'), colour: oneOf('colour'), model: v.optional(line) });

/** The coded part, which says nothing that has to be read by somebody first. */
export const codedFields = {
  events: someOf('event'),
  profile: someOf('profile'),
  /** How many they were. */
  people: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
  when: v.optional(WhenSchema, {}),
  where: v.optional(WhereSchema, {}),
  appearance: v.optional(AppearanceSchema, {}),
  vehicle: v.optional(VehicleSchema, {}),
  identifiers: v.optional(v.pipe(v.array(IdentifierSchema), v.maxLength(30)), [])
} as const;

/** What people write or call themselves. */
export const writtenFields = { pseudonyms: lines, links: lines } as const;
