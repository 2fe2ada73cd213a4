import { departmentName } from '$domain/department-names.ts';
import type { Language } from '$domain/language.ts';
import { departmentOf, shortName } from '$domain/town-names.ts';
import type { Town } from '$domain/town-pack.ts';
import type { Translate } from '$lib/i18n/translate.ts';

/** Rounded to what the positions are worth: nobody walks 347 m. */
export function distanceText(t: Translate, language: Language, metres: number): string {
  const number = (value: number, digits: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  if (metres < 950) return t('m', { m: number(Math.max(50, Math.round(metres / 50) * 50), 0) });
  return t('km', { km: number(metres / 1000, metres < 9950 ? 1 : 0) });
}

/** `Saint-Denis (93, Seine-Saint-Denis)`: there are many towns of one name. */
export function townText(town: Town): string {
  const department = departmentOf(town.code);
  const name = departmentName(department);
  return name === town.name ? `${shortName(town)} (${department})` : `${shortName(town)} (${department}, ${name})`;
}
