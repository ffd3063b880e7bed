/** What to do about a login that a broker refuses. */
export const LOGIN =
  "correct user and password: in .env, in the file of addresses (--target), or in the URL that BROKER_URL holds";

/** What to do about a user who may do too little. */
export const RIGHTS = "log in as a user who may send and take frames (docs/security.md)";
