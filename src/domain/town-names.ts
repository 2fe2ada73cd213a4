/** The department that people write: `01`, `2A`, `971`. */
export function departmentOf(code: string): string {
  return /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2);
}

/** `Paris 12e`, without the word that everybody leaves out. */
export function shortName({ name }: { readonly name: string }): string {
  return name.replace(/ Arrondissement$/, '');
}

/** `Montclar (04)` where another of the towns is called the same; else the name alone. */
export function tellingName(town: Named, towns: readonly Named[]): string {
  const shared = towns.some(({ code, name }) => name === town.name && code !== town.code);
  return shared ? `${shortName(town)} (${departmentOf(town.code)})` : shortName(town);
}

interface Named {
  readonly code: string;
  readonly name: string;
}
