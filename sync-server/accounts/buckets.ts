/** Tries that more than one route takes from. */

/** Text messages cost money, and there are people who earn by having them sent: a workshop's worth at once. */
export const textsAnAddress = { name: 'texts-address', size: 20, seconds: 180 } as const;

/** Of one contact, whoever asks: somebody who did not ask should not get many messages. */
export const codesAContact = { name: 'codes', size: 5, seconds: 720 } as const;
