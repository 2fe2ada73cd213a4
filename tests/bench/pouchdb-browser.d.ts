/** It comes without types. */
declare module 'pouchdb-browser' {
  const PouchDB: unknown;
  export default PouchDB;
}
