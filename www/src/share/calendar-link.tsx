// A link that saves an event as a file, made on this device, which calendar apps open. The browsers inside of other apps
// may block the file without a word, so a link to a calendar on the web appears after the first tap.

import { Component } from "preact";
import type { Words } from "../text/words";
import { ExternalLink } from "../parts/text";
import { calendarFile, webCalendarLink, type CalendarEvent } from "./icalendar";

interface CalendarLinkProps {
  words: Words;
  event: CalendarEvent;
}

interface CalendarLinkState {
  href?: string;
  tapped?: boolean;
}

export class CalendarLink extends Component<CalendarLinkProps, CalendarLinkState> {
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

  override render({ words, event }: CalendarLinkProps, { href, tapped }: CalendarLinkState) {
    const name = event.uid.split("@")[0]!.replace(/[^\w.-]+/g, "-");
    return (
      <>
        {href && <a class="button" href={href} download={`${name}.ics`} onClick={() => this.setState({ tapped: true })}>{words.t("calendar.add")}</a>}
        {tapped && !event.sample && <ExternalLink class="button" href={webCalendarLink(event)}>{words.t("calendar.web")}</ExternalLink>}
      </>
    );
  }
}
