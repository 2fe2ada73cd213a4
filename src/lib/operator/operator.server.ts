import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { telHref } from '$domain/tel-href.ts';

/** One number as people write it, of two to fifteen digits (E.164's longest): `telHref` dials it. */
const Phone = v.pipe(
  v.string(),
  v.check((text) => /^\+?[\d\s().-]+$/.test(text) && /^tel:\+?\d{2,15}$/.test(telHref(text)), 'must be a phone number')
);

const Operator = v.strictObject({
  operator: v.pipe(v.string(), v.minLength(1)),
  contactEmail: v.pipe(v.string(), v.email()),
  contactPhone: Phone,
  dpoEmail: v.pipe(v.string(), v.email()),
  dpoPhone: Phone,
  exitSite: v.pipe(
    v.string(),
    v.check((address) => URL.canParse(address) && new URL(address).protocol === 'https:', 'must be an https address')
  )
});

/**
 * Who runs this site, read when the pages are built: from the file that `JASMINE_OPERATOR_FILE` names, else from
 * `src/content/operator.json`. `npm start` builds anew when it has changed.
 */
export const operator = readOperator(process.env['JASMINE_OPERATOR_FILE'] ?? 'src/content/operator.json');

export type Operator = v.InferOutput<typeof Operator>;

/** Throws, with the path and what is wrong, for a file that cannot be used. */
export function readOperator(path: string): Operator {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), Operator), readFileSync(path, 'utf8'));
  if (!result.success) {
    throw new Error(`${path}: ${result.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`).join('; ')}`);
  }
  return result.output;
}

/** Puts the operator's details where a text (Markdown) says `{{operator}}`, a phone number as one to tap; an unknown name stops the build. */
export function fillOperator(text: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = name === 'exitSite' ? new URL(operator.exitSite).host : operator[name as keyof Operator];
    if (!value) throw new Error(`{{${name}}} is not among the operator's details`);
    return name.endsWith('Phone') ? `[${value}](${telHref(value)})` : value;
  });
}
