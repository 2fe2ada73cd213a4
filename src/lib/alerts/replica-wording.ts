import type { ApiFault } from '$domain/account-api.ts';
import type { AreaState, ReplicaFault, ReplicaState } from '$domain/replica-message.ts';
import { departmentName } from '$domain/department-names.ts';
import { momentText } from '$lib/i18n/dates.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import type { Translate } from '$lib/i18n/translate.ts';

/** When the department that is furthest behind was last up to date; undefined while one never was. */
export function freshness(state: ReplicaState | undefined): number | undefined {
  const kept = state?.areas.filter(({ stage }) => stage !== 'removed') ?? [];
  return kept.length === 0 || kept.some(({ checked }) => checked === undefined) ? undefined : Math.min(...kept.map(({ checked = 0 }) => checked));
}

/** As the refusals of the server are worded. */
export function replicaFault(fault: ReplicaFault | 'worker'): ApiFault {
  const errors: Readonly<Partial<Record<ReplicaFault | 'worker', string>>> = { offline: 'offline', 'signed-out': 'sign_in', 'not-active': 'not_active' };
  return { error: errors[fault] ?? 'failed', reason: 'the phone' };
}

/** Where an answer comes from: "On this phone: your areas, up to date on ...". */
export function keptText(t: Translate, language: ReadingLanguage, at: number | undefined): string {
  return at === undefined ? t('from.partly') : t('from.phone', { moment: momentText(language, new Date(at).toISOString()) });
}

export function areaName({ area }: AreaState): string {
  return `${departmentName(area)} (${area})`;
}
