/** A recorded exchange that cannot, or must not, be played on somebody's server; the message says why. */
export class NotPlayable extends Error {
  override name = "NotPlayable";
}
