import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { telHref } from '$domain/tel-href.ts';

const Operator = v.strictObject({
  operator: v.pipe(v.string(), v.minLength(1)),
  contactEmail: v.pipe(v.string(), v.email()),
  contactPhone: v.pipe(v.string(), v.minLength(3)),
  dpoEmail: v.pipe(v.string(), v.email()),
  dpoPhone: v.pipe(v.string(), v.minLength(3)),
  exitSite: v.pipe(
    v.string(),
    v.check((address) => URL.canParse(address) && new URL(address).protocol === 'https:', 'must be an https address')
  )
});

/**
 * Who runs this site, read when the pages are built: from the file that `JASMINE_OPERATOR_FILE` names, else from
 * `src/content/operator.json`. `npm start` builds anew when it has changed.
 */
export const operator = readOperator();

export type Operator = v.InferOutput<typeof Operator>;

function readOperator(): Operator {
  const path = process.env['JASMINE_OPERATOR_FILE'] ?? 'src/content/operator.json';
  const result = v.safeParse(Operator, JSON.parse(readFileSync(path, 'utf8')));
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
