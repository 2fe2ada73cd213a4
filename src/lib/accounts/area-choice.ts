import { MOST_AREAS } from '$domain/account.ts';
import { inhabitedDepartments } from '$domain/department-names.ts';
import { foldPlace } from '$domain/place-search.ts';

export interface Department {
  readonly code: string;
  readonly name: string;
}

/** Those whose code begins like what was typed, or whose name holds it; accents and case do not matter. */
export function departmentsLike(typed: string): readonly Department[] {
  const wanted = foldPlace(typed);
  if (wanted === '') return departments;
  return departments.filter(({ code, folded }) => code.toLowerCase().startsWith(wanted) || folded.includes(wanted));
}

/** One more, or one less; one more than may be chosen changes nothing. */
export function toggled(chosen: readonly string[], code: string): readonly string[] {
  if (chosen.includes(code)) return chosen.filter((other) => other !== code);
  return chosen.length < MOST_AREAS ? [...chosen, code] : chosen;
}

export function sameAreas(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((code) => other.includes(code));
}

const departments = inhabitedDepartments().map((department) => ({ ...department, folded: foldPlace(department.name) }));
