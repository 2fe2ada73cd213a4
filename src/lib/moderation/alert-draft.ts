import type { Alert, AlertContent } from '$domain/alert.ts';
import { worstOf } from '$domain/danger-level.ts';
import type { ReportContent } from '$domain/report.ts';

/**
 * What a report may become before anybody has read its words: the coded part alone. Names, links and free texts may tell who
 * reported; a moderator adds them.
 */
export function codedDraft(report: ReportContent, department: string | undefined): AlertContent {
  const { events, profile, people, when, where, appearance, vehicle, identifiers, level } = report;
  const area = where.department ?? department;
  const { town, townCode, ...place } = where;
  return {
    level: level ?? 'risky',
    areas: area === undefined ? [] : [area],
    events,
    profile,
    ...(people === undefined ? {} : { people }),
    when,
    where: { ...place, ...(area === undefined ? {} : { department: area }), ...(town === undefined ? {} : { town }), ...(townCode === undefined ? {} : { townCode }) },
    appearance,
    vehicle,
    identifiers,
    pseudonyms: [],
    links: [],
    incidents: when.date === undefined ? [] : [when.date]
  };
}

/** The whole of it, as a start for the moderator's own words. */
export function wholeDraft(report: ReportContent, department: string | undefined): AlertContent {
  return { ...codedDraft(report, department), pseudonyms: report.pseudonyms, links: report.links };
}

/** What is out of it, with the names and profiles that the coded part left out. */
export function restOf(alert: Alert, report: ReportContent): AlertContent {
  const content = contentOf(alert);
  return { ...content, pseudonyms: union(content.pseudonyms, report.pseudonyms), links: union(content.links, report.links) };
}

/** What an alert says, without what the service knows of it. */
export function contentOf(alert: Alert): AlertContent {
  const { id: _id, publishedOn: _published, updatedOn: _updated, deletedOn: _deleted, reports: _reports, contested: _contested, ...content } = alert;
  return content;
}

/** Two tellings of one person: everything that either says, the worse level, all days. The words of the alert stay. */
export function mergedContent(alert: AlertContent, more: AlertContent): AlertContent {
  return {
    ...more,
    ...alert,
    level: worstOf([alert.level, more.level]) ?? alert.level,
    areas: union(alert.areas, more.areas).slice(0, MOST_AREAS),
    events: union(alert.events, more.events),
    profile: union(alert.profile, more.profile),
    identifiers: unionBy([...alert.identifiers, ...more.identifiers], ({ kind, value }) => `${kind} ${value}`),
    pseudonyms: union(alert.pseudonyms, more.pseudonyms),
    links: union(alert.links, more.links),
    appearance: { ...more.appearance, ...alert.appearance },
    vehicle: { ...more.vehicle, ...alert.vehicle },
    incidents: union(alert.incidents, more.incidents).sort().reverse()
  };
}

function union<One>(one: readonly One[], other: readonly One[]): One[] {
  return [...new Set([...one, ...other])];
}

function unionBy<One>(all: readonly One[], key: (one: One) => string): One[] {
  return [...new Map(all.map((one) => [key(one), one])).values()];
}

/** As domain/alert.ts takes them. */
const MOST_AREAS = 10;
