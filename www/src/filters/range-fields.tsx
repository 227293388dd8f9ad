// Two fields of the filters, from and to. An invalid value (a past date, an end before its beginning) gets a message at
// its field, and the answer stays as it was.

import { Component } from "preact";
import type { Question } from "../question/question";
import type { Key, Words } from "../text/words";

type Ends = { first?: string | undefined; last?: string | undefined };
type End = keyof Ends;
const ENDS: readonly End[] = ["first", "last"];

interface RangeProps extends Record<End, { id: string; label: string }> {
  words: Words;
  type: "date" | "time";
  values: Ends;
  /** The earliest valid value. */
  least?: string;
  /** Whether a range that ends where it begins is invalid. */
  empty?: boolean;
  /** The format of a value in a sentence. */
  tell: (value: string) => string;
  /** The message at a field whose value is on the wrong side of the other one. */
  order: Record<End, Key>;
  onChange: (values: Ends) => void;
}

export class RangeFields extends Component<RangeProps, { draft: Ends; changed: End }> {
  override state: { draft: Ends; changed: End } = { draft: {}, changed: "last" };

  /** Removing the filter elsewhere clears the typed text here. */
  override componentDidUpdate({ values }: RangeProps): void {
    const now = this.props.values;
    if (ENDS.some((end) => values[end] !== now[end]) && ENDS.some((end) => end in this.state.draft)) this.setState({ draft: {} });
  }

  #wrong({ first, last }: Ends, changed: End): Partial<Record<End, string>> {
    const { words, least = "", empty, tell, order } = this.props;
    const passed = (value: string | undefined) => (value && value < least ? words.t("filter.passed") : undefined);
    const [one, other] = [passed(first), passed(last)];
    if (one ?? other) return { ...(one && { first: one }), ...(other && { last: other }) };
    if (!first || !last || first < last || (first === last && !empty)) return {};
    return { [changed]: words.t(order[changed], { value: tell(changed === "first" ? last : first) }) };
  }

  readonly #change = (end: End, value: string): void => {
    const draft = { ...this.state.draft, [end]: value || undefined };
    const all = { ...this.props.values, ...draft };
    const right = !Object.keys(this.#wrong(all, end)).length;
    this.setState({ draft: right ? {} : draft, changed: end });
    if (right) this.props.onChange(all);
  };

  override render({ type, least, values, ...fields }: RangeProps) {
    const { draft, changed } = this.state;
    const all = { ...values, ...draft };
    const wrong = this.#wrong(all, changed);
    return (
      <>
        {ENDS.map((end) => {
          const { id, label } = fields[end];
          return (
            <div key={end}>
              <label for={id}>{label}</label>
              <input
                id={id} type={type} min={least} value={all[end] ?? ""} aria-invalid={wrong[end] ? "true" : undefined} aria-describedby={wrong[end] && `${id}-problem`}
                onChange={({ currentTarget: { value } }) => this.#change(end, value)}
              />
              {wrong[end] && <p class="problem" id={`${id}-problem`}>{wrong[end]}</p>}
            </div>
          );
        })}
      </>
    );
  }
}

export const askedDates = ({ first: from, last: to }: Ends): Partial<Question> => ({ from, to });
export const askedHours = ({ first: sessionFrom, last: sessionTo }: Ends): Partial<Question> => ({ sessionFrom, sessionTo });
