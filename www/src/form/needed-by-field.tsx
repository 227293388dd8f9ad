// The date by which the passport is needed. A date that has passed is not asked; the field says so.

import { Component } from "preact";
import { readyDays } from "../question/question";
import type { PageProps } from "../state/page-props";
import { today } from "../text/dates";

export class NeededByField extends Component<PageProps, { passed?: string | undefined }> {
  override componentDidUpdate({ state: { question } }: PageProps): void {
    if (this.state.passed && question.neededBy !== this.props.state.question.neededBy) this.setState({ passed: undefined });
  }

  override render({ words, state: { question, info }, controller }: PageProps, { passed }: { passed?: string | undefined }) {
    const days = readyDays(question, info);
    const least = today();
    const value = passed ?? question.neededBy ?? "";
    const wrong = value !== "" && value < least;
    const notes = [...(wrong ? ["needed-problem"] : []), ...(days ? ["needed-note"] : [])];
    return (
      <div class="field">
        <label for="needed">{words.t("needed.label")}</label>
        <input
          id="needed" type="date" min={least} value={value} aria-invalid={wrong ? "true" : undefined} aria-describedby={notes.join(" ") || undefined}
          onChange={({ currentTarget: { value } }) => {
            const early = value !== "" && value < least;
            this.setState({ passed: early ? value : undefined });
            if (!early) controller.changeQuestion({ neededBy: value || undefined });
          }}
        />
        {wrong && <p class="problem" id="needed-problem">{words.t("filter.passed")}</p>}
        {days > 0 && <p class="hint" id="needed-note">{words.t("needed.note", { n: days })}</p>}
      </div>
    );
  }
}
