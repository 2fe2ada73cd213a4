/** Tries that more than one route takes from. */

/** Text messages cost money, and there are people who earn by having them sent: a workshop's worth at once. */
export const textsAnAddress = { name: 'texts-address', size: 20, seconds: 180 } as const;
