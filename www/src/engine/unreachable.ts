/** A part of the engine that could not be fetched, which may be there later. Its code is that of a feed that could not. */
export class Unreachable extends Error {
  readonly code = "network";
}
