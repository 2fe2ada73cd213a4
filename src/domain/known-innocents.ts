/**
 * Numbers of which the caller filter must never say anything, as a phone may show them: help lines, also those of six digits with France's code before
 * them. Those of the directory are added by the server. A test holds this list to `content/help-numbers.yaml`.
 */
export const helpLines: readonly string[] = [
  '+33116000',
  '+33116006',
  '+33116111',
  '+33116117',
  '+33760225484',
  '+33800059595',
  '+33800081111',
  '+33800840800',
  '+33800858858'
];
