import type { Alert, AlertContent } from '../../src/domain/alert.ts';

/** What the desk does with published alerts. Every call may be repeated: after a crash it comes to the same. */
export interface AlertsService {
  /**
   * Writes what the alert says, resting on this report, too. The same report again counts once: `reports` is the number of
   * different ones. Makes it when there is none; an alert that was merged keeps its first day of publication.
   */
  publish(id: string, content: AlertContent, report: string): Promise<Alert>;
  /** Undefined when there is none. */
  read(id: string): Promise<Alert | undefined>;
  /** Replaces what it says; what it rests on stays. Undefined when there is none. */
  edit(id: string, content: AlertContent): Promise<Alert | undefined>;
  contest(id: string, mark: { readonly contested: boolean; readonly hidden: boolean }): Promise<Alert | undefined>;
  /** Erased from master, areas and tokens. False when there is none. */
  remove(id: string): Promise<boolean>;
  /** The report is withdrawn or deleted: an alert that rests on nothing else goes, others count one less. */
  withdraw(report: string): Promise<void>;
  sharing(tokens: readonly string[]): Promise<readonly Alert[]>;
  /** Newest first, hidden ones too. */
  around(areas: readonly string[], most: number): Promise<readonly Alert[]>;
  /** Alerts first published in each of the last 12 months, by level. */
  published(now: Date): Promise<readonly { readonly month: string; readonly level: Alert['level']; readonly count: number }[]>;
}
