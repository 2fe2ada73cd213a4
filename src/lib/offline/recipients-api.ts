import type { Recipients } from '$domain/report-api.ts';
import { callApi } from '$lib/shell/json-api.ts';

/** Whom reports are sealed to, from the server; undefined when it did not say, or said something else. */
export async function askRecipients(): Promise<readonly string[] | undefined> {
  const answer = await callApi<Partial<Recipients>>('GET', '/api/reports/recipients');
  const recipients: unknown = answer.ok ? answer.value.recipients : undefined;
  if (!Array.isArray(recipients)) return undefined;
  const all = recipients as readonly unknown[];
  return all.every(isRecipient) ? all : undefined;
}

function isRecipient(value: unknown): value is string {
  return typeof value === 'string' && /^age1[02-9ac-hj-np-z]{58}$/.test(value);
}
