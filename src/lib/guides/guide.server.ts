import * as v from 'valibot';
import { subCategories } from '$domain/organisation.ts';
import { isReadingLanguage, type ReadingLanguage } from '$domain/language.ts';
import { readText, type Section } from '$lib/reading/markdown.server.ts';
import { FrontMatterBase, formatIssues } from '$lib/reading/front-matter.server.ts';
import { isTopic, tabs, topics, type Tab, type Topic } from './topics.ts';

/** One topic in one language, checked. */
export interface Guide extends v.InferOutput<typeof GuideFrontMatter> {
  readonly topic: Topic;
  readonly language: ReadingLanguage;
  /** What to do first; what to ask for; the whole topic, behind "Display more information". */
  readonly steps: Section;
  readonly ask: Section;
  readonly more: Section;
}

const files = import.meta.glob<string>('/src/content/guides/*/*.md', { eager: true, query: '?raw', import: 'default' });

const GuideFrontMatter = v.strictObject({
  ...FrontMatterBase.entries,
  tab: v.picklist(Object.keys(tabs) as Tab[]),
  order: v.pipe(v.number(), v.integer(), v.minValue(1)),
  card: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(120)),
  numbers: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(4)),
  directory: v.pipe(v.array(v.picklist(subCategories)), v.minLength(1)),
  video: v.optional(v.picklist(topics))
});

export const guides: readonly Guide[] = Object.entries(files).map(([file, source]) => readGuide(file, source));

/** The guide on a topic; every topic is there in every reading language (a content test holds that). */
export function guideOn(topic: Topic, language: ReadingLanguage): Guide | undefined {
  return guides.find((guide) => guide.topic === topic && guide.language === language);
}

export function guidesOfTab(tab: Tab, language: ReadingLanguage): Guide[] {
  return tabs[tab].flatMap((topic) => guideOn(topic, language) ?? []);
}

function readGuide(file: string, source: string): Guide {
  const [, language = '', topic = ''] = /\/([^/]+)\/([^/]+)\.md$/.exec(file) ?? [];
  if (!isReadingLanguage(language) || !isTopic(topic)) throw new Error(`${file}: unknown language or topic`);
  const text = readText(file, source, language);
  const frontMatter = v.safeParse(GuideFrontMatter, text.frontMatter);
  if (!frontMatter.success) throw new Error(`${file}: ${formatIssues(frontMatter.issues)}`);
  const [steps, ask, more, ...others] = text.sections;
  if (steps?.id !== 'steps' || ask?.id !== 'ask' || more?.id !== 'more' || others.length > 0) {
    throw new Error(`${file}: sections must be steps, ask, more; they are ${text.sections.map(({ id }) => id).join(', ')}`);
  }
  return { ...frontMatter.output, topic, language, steps, ask, more };
}
