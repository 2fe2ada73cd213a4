/** One measured thing of `budgets.md`: good when `value` is at most `target`. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly target: number;
}
