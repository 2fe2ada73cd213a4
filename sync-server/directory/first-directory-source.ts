/** Where the first directory's entries come from in the store: `removeSource` takes them out again. */
export const firstDirectorySource = 'list-first-directory';
