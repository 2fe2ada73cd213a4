import type { Refusal } from './report-api.ts';

/**
 * A report's decisions, in the order in which they were taken. The state is what this log says and nothing else: there is
 * no field of it that could disagree.
 */
export interface Decision {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** Who in the team (an id, no name); the reporter's own phone for `withdraw`. */
  readonly by: string;
  readonly act:
    | { readonly kind: 'publish'; readonly alert: string; readonly part: 'coded' | 'whole' }
    /** Joined to an alert that was there already. */
    | { readonly kind: 'merge'; readonly alert: string }
    | { readonly kind: 'ask' }
    /** The reporter has answered what was asked. */
    | { readonly kind: 'answer' }
    | { readonly kind: 'transfer'; readonly partner: string }
    | { readonly kind: 'refuse'; readonly reason: Refusal }
    /** Contested: kept, and unused until it is checked. */
    | { readonly kind: 'restrict' }
    | { readonly kind: 'reopen' };
}

/** What the desk sorts by, and what the reporter's receipt says. */
export interface ReportState {
  readonly stage: 'waiting' | 'asked' | 'published-part' | 'published' | 'refused' | 'restricted';
  /** Alerts that rest on it. */
  readonly alerts: readonly string[];
  readonly refusal?: Refusal;
  /** Partners who have it. */
  readonly transferredTo: readonly string[];
}

export function stateOf(decisions: readonly Decision[]): ReportState {
  const first: ReportState = { stage: 'waiting', alerts: [], transferredTo: [] };
  return decisions.reduce((state, decision, index) => decide(state, decision, decisions.slice(0, index)), first);
}

/** Somebody in the team still has to do something about it. */
export function isOpen({ stage }: ReportState): boolean {
  return stage === 'waiting' || stage === 'asked' || stage === 'published-part';
}

/** Undecided, and its 48 hours are over. */
export function isLate(state: ReportState, due: string, now: Date): boolean {
  return (state.stage === 'waiting' || state.stage === 'asked') && Date.parse(due) < now.getTime();
}

function decide(state: ReportState, { act }: Decision, before: readonly Decision[]): ReportState {
  const { stage, alerts, transferredTo } = state;
  const kept = { alerts, transferredTo };
  switch (act.kind) {
    case 'publish':
      return { ...kept, alerts: joined(alerts, act.alert), stage: act.part === 'coded' ? 'published-part' : 'published' };
    case 'merge':
      return { ...kept, alerts: joined(alerts, act.alert), stage: 'published' };
    case 'ask':
      // What is published stays published while something is asked.
      return stage === 'waiting' ? { ...kept, stage: 'asked' } : state;
    case 'answer':
      return stage === 'asked' ? { ...kept, stage: 'waiting' } : state;
    case 'transfer':
      return { ...state, transferredTo: joined(transferredTo, act.partner) };
    case 'refuse':
      return { ...kept, stage: 'refused', refusal: act.reason };
    case 'restrict':
      return { ...kept, stage: 'restricted' };
    case 'reopen':
      return { ...kept, stage: publishedOf(before) };
    default:
      return act satisfies never;
  }
}

/** As far as it is published, whatever was decided since: of what is out in part, the rest is still to be done. */
function publishedOf(before: readonly Decision[]): ReportState['stage'] {
  const acts = before.map(({ act }) => act);
  if (acts.some((act) => act.kind === 'merge' || (act.kind === 'publish' && act.part === 'whole'))) return 'published';
  return acts.some(({ kind }) => kind === 'publish') ? 'published-part' : 'waiting';
}

function joined(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list : [...list, one];
}
