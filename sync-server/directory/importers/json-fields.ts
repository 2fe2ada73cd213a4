/** Reading of JSON whose shape varies: the same field is a text in one of DILA's feeds and an object in another. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Numbers count as text; anything else is empty. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

/** A list, the list that a text holds, or the one thing as a list. Empty texts and null are no items. */
export function listOf(value: unknown): readonly unknown[] {
  const parsed = typeof value === 'string' ? parsedText(value) : value;
  if (Array.isArray(parsed)) return parsed as readonly unknown[];
  return parsed === null || parsed === undefined || parsed === '' ? [] : [parsed];
}

export function fieldsIn(value: unknown): readonly Fields[] {
  return listOf(value).filter(isFields);
}

function parsedText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text.trim();
  try {
    return JSON.parse(text);
  } catch {
    return '';
  }
}
