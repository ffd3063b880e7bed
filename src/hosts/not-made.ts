/** The reason why a kind of host can't be made on this machine. Its row says so; it is no failure. */
export class NotMade extends Error {
  override readonly name = "NotMade";
}
