// The date by which the passport is needed: a short text over a date field, which opens the calendar of the device. A date
// that has passed is not asked; the field says so.

import { Component } from "preact";
import { readyDays } from "../question/question";
import type { PageProps } from "../state/page-props";
import { dayShort, today } from "../text/dates";

function openCalendar(input: HTMLInputElement): void {
  try {
    input.showPicker();
  } catch {
    // Older browsers have none, and some frames may not open it; the date can be typed there.
  }
}

export class NeededByField extends Component<PageProps, { passed?: string | undefined }> {
  override componentDidUpdate({ state: { question } }: PageProps): void {
    if (this.state.passed && question.neededBy !== this.props.state.question.neededBy) this.setState({ passed: undefined });
  }

  override render({ words, state: { question, info }, controller }: PageProps, { passed }: { passed?: string | undefined }) {
    const days = readyDays(question, info);
    const least = today();
    const value = passed ?? question.neededBy ?? "";
    const wrong = value !== "" && value < least;
    const noted = days > 0 && value !== "";
    const notes = [...(wrong ? ["needed-problem"] : []), ...(noted ? ["needed-note"] : [])];
    return (
      <>
        <label class={value ? "control date set" : "control date"}>
          <span class="hidden">{words.t("needed.label")}</span>
          <span class="shown" aria-hidden="true">{value ? words.t("used.by", { date: dayShort(words, value) }) : words.t("needed.short")}</span>
          <input
            id="needed" type="date" min={least} value={value} aria-invalid={wrong ? "true" : undefined} aria-describedby={notes.join(" ") || undefined}
            onClick={({ currentTarget }) => openCalendar(currentTarget)}
            onChange={({ currentTarget: { value } }) => {
              const early = value !== "" && value < least;
              this.setState({ passed: early ? value : undefined });
              if (!early) controller.changeQuestion({ neededBy: value || undefined });
            }}
          />
        </label>
        {wrong && <p class="problem" id="needed-problem">{words.t("filter.passed")}</p>}
        {noted && <p class="hint" id="needed-note">{words.t("needed.note", { n: days })}</p>}
      </>
    );
  }
}
