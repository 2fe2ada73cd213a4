import { createContext } from 'svelte';

/** What a form tells its fields: how they are called in the page, and what is wrong with each. */
export interface FormContext {
  idOf(field: string): string;
  problemOf(field: string): string | undefined;
}

export const [formContext, setFormContext] = createContext<FormContext>();
