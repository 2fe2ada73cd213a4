/** The sheet is made on the phone, so this page runs. */
export const csr = true;
