// The two errors that callers catch. JavaScript makes them, since Rust cannot extend `Error`.

/** Why a feed can't be fetched or used. */
export class FeedError extends Error {
  constructor(message, code, pointer, line, column, status) {
    super(message);
    this.name = "FeedError";
    for (const [key, value] of Object.entries({ code, pointer, line, column, status })) if (value !== undefined) this[key] = value;
  }
}

/** Why a question can't be answered. */
export class QueryError extends Error {
  constructor(message, field, expected) {
    super(message);
    this.name = "QueryError";
    this.field = field;
    this.expected = expected;
  }
}
