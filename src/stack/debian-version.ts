/** A version of a service that a release of Debian offers. */
export interface DebianVersion {
  /** "Redis, Debian 12". */
  title: string;
  /** As the compose file calls it. */
  service: string;
  /** The release; lists of packages of "testing" count for a week, and a mirror that lags behind has expired ones. */
  suite: string;
  /** Those that are installed in place of the usual ones. */
  packages?: string;
}
