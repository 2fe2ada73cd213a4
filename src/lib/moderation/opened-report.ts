import * as v from 'valibot';
import type { DeskReport } from '$domain/desk-api.ts';
import { ReportContentSchema, type ReportContent } from '$domain/report.ts';
import { ThreadTextSchema } from '$domain/report-api.ts';
import { openWith } from '$lib/sealing/seal.ts';

/** A report as this browser has opened it; nothing of it leaves the page's memory but sealed. */
export interface OpenedReport {
  readonly report: DeskReport;
  /** Absent when it was sealed before this identity was known, or is not what a form of ours makes. */
  readonly content?: ReportContent;
  /** As it was sealed, to be sealed anew without a change. */
  readonly text?: string;
  readonly messages: readonly OpenedMessage[];
}

export interface OpenedMessage {
  readonly id: string;
  readonly from: 'team' | 'reporter';
  readonly at: string;
  /** Absent when this identity cannot read it. */
  readonly text?: string;
  readonly language?: string;
}

export async function openReport(identity: string, report: DeskReport): Promise<OpenedReport> {
  const messages = await Promise.all(report.thread.map((message) => openMessage(identity, message)));
  try {
    const text = await openWith(identity, report.sealed);
    return { report, content: v.parse(ReportContentSchema, JSON.parse(text)), text, messages };
  } catch {
    return { report, messages };
  }
}

async function openMessage(identity: string, { id, from, at, sealed }: DeskReport['thread'][number]): Promise<OpenedMessage> {
  try {
    const { text, language } = v.parse(ThreadTextSchema, JSON.parse(await openWith(identity, sealed)));
    return { id, from, at, text, language };
  } catch {
    return { id, from, at };
  }
}
