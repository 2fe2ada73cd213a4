/** The one file script of public pages; see service-worker-bridge. Filled in below. */
export {};
