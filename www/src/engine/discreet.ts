/**
 * Says to whom a request goes only which site asks. The address of the page may have the visitor's place in it, and browsers
 * send it along otherwise.
 */
export const DISCREET = { referrerPolicy: "origin" } as const satisfies RequestInit;
