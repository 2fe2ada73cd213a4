import * as v from 'valibot';

/** Who may have reviewed a text; none yet is said on the page too. */
export const reviewers = ['doctor', 'lawyer', 'speaker', 'peer'] as const;

/** What every text says about itself. */
export const FrontMatterBase = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(70)),
  summary: v.pipe(v.string(), v.trim(), v.minLength(20), v.maxLength(320)),
  /** The day somebody last held it against its sources. */
  checked: v.pipe(v.string(), v.isoDate()),
  review: v.array(v.picklist(reviewers)),
  sources: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.minLength(3)),
      url: v.optional(v.pipe(v.string(), v.url(), v.startsWith('https://')))
    })
  )
});

/** `whole`: what to call the place of a fault that is in no single field. */
export function formatIssues(issues: readonly v.BaseIssue<unknown>[], whole = 'front matter'): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? whole}: ${issue.message}`).join('; ');
}
