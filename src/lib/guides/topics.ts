/** Row G2 of the requirements: three tabs and their topics, in the order they are shown. */
export const tabs = {
  health: ['talking-to-a-doctor', 'getting-tested', 'overcoming-a-shock', 'sex-work-and-covid-19', 'unwanted-pregnancies'],
  rights: ['if-you-are-attacked', 'facing-the-police', 'legal-definitions', 'reporting'],
  prevention: ['cybersecurity', 'swag-self-defence', 'jasmine-alert-system', 'app-elles']
} as const;

export type Tab = keyof typeof tabs;
export type Topic = (typeof tabs)[Tab][number];

export const topics: readonly Topic[] = Object.values(tabs).flat();

export function isTopic(name: string): name is Topic {
  return (topics as readonly string[]).includes(name);
}
