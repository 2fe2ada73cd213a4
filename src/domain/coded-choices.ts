/**
 * What a report and an alert say in codes, so that everybody reads it in their own language. Texts stand in
 * `i18n/messages/<language>/choices.json` under `<list>.<code>`; a code is never reused for something else.
 *
 * Skin colour and origin are not among them: French law forbids keeping what tells somebody's "race" (law of 6 January
 * 1978, article 6), and a warning gains nothing by it.
 */
export const choices = {
  /** What happened, most violent first. */
  event: [
    'rape',
    'sexual-assault',
    'condom-removed',
    'strangling',
    'weapon',
    'beating',
    'held',
    'drugged',
    'group-attack',
    'robbery',
    'forced-entry',
    'threats',
    'blackmail',
    'filmed',
    'stalking',
    'harassment',
    'hate',
    'impostor',
    'limits-ignored',
    'refused-payment',
    'money-taken-back',
    'condom-refused',
    'drunk-or-drugged',
    'insults',
    'haggling',
    'time-wasting',
    'no-show',
    'attempt',
    'other'
  ],
  placeType: ['street', 'vehicle', 'own-home', 'their-home', 'hotel', 'rented-flat', 'massage-parlour', 'bar', 'woods', 'car-park', 'phone', 'online', 'other'],
  /** Who it was. */
  profile: ['client', 'false-client', 'known-person', 'partner', 'exploiter', 'passer-by', 'group', 'impostor-police', 'impostor-charity', 'client-of-others', 'unknown'],
  gender: ['man', 'woman', 'other'],
  age: ['under-20', '20s', '30s', '40s', '50s', '60-or-more'],
  height: ['small', 'medium', 'tall'],
  build: ['thin', 'medium', 'athletic', 'heavy'],
  hair: ['bald', 'shaved', 'short', 'medium', 'long', 'curly', 'plaits'],
  hairColour: ['black', 'brown', 'fair', 'red', 'grey', 'white', 'dyed'],
  face: ['beard', 'moustache', 'shaved', 'glasses', 'mask'],
  sign: ['tattoo', 'scar', 'piercing', 'missing-teeth', 'limp', 'stutter', 'hearing-aid', 'wheelchair', 'smell-of-alcohol', 'uniform', 'gloves', 'wedding-ring'],
  vehicle: ['car', 'van', 'lorry', 'motorbike', 'scooter', 'bicycle', 'taxi'],
  colour: ['black', 'grey', 'white', 'blue', 'red', 'green', 'yellow', 'brown', 'other'],
  partOfDay: ['morning', 'afternoon', 'evening', 'night']
} as const;

export type ChoiceList = keyof typeof choices;
export type Choice<List extends ChoiceList> = (typeof choices)[List][number];
