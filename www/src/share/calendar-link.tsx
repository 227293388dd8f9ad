// A link that saves an event as a file, made on this device, which calendar apps open.

import { Component } from "preact";
import type { Words } from "../text/words";
import { calendarFile, type CalendarEvent } from "./icalendar";

interface CalendarLinkProps {
  words: Words;
  event: CalendarEvent;
}

export class CalendarLink extends Component<CalendarLinkProps, { href?: string }> {
  #made = "";

  override componentDidMount(): void {
    this.#make();
  }

  override componentDidUpdate(before: CalendarLinkProps): void {
    const { uid, text, title } = this.props.event;
    if (before.event.uid !== uid || before.event.text !== text || before.event.title !== title) this.#make();
  }

  override componentWillUnmount(): void {
    URL.revokeObjectURL(this.#made);
  }

  #make(): void {
    URL.revokeObjectURL(this.#made);
    this.#made = URL.createObjectURL(new Blob([calendarFile(this.props.event)], { type: "text/calendar;charset=utf-8" }));
    this.setState({ href: this.#made });
  }

  override render({ words, event }: CalendarLinkProps, { href }: { href?: string }) {
    const name = event.uid.split("@")[0]!.replace(/[^\w.-]+/g, "-");
    return href ? <a class="button" href={href} download={`${name}.ics`}>{words.t("calendar.add")}</a> : null;
  }
}
