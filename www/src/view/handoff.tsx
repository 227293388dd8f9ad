// The way to book: what to choose in the app, in the publisher's words; what to bring; what to do if it is gone. The
// page cannot book, so this dialog prepares for the app that can. Back, Escape and the button all lead to where the
// visitor was, with the same focus.

import { Component, createRef } from "preact";
import { age, dayFull, daySentence } from "../dates";
import type { Offer } from "../engine";
import { hours, places } from "../phrases";
import { offerText } from "../share";
import { BookingLinks } from "./booking-links";
import { Share } from "./share";
import { SampleMark, Text } from "./text";
import type { View } from "./view";

type HandOffProps = View & { offer: Offer };

/** In a frame as high as all it shows, its middle and its end may be out of sight: there the dialog opens beside its button. */
function placeInTallFrame(dialog: HTMLDialogElement, opener: Element | null): void {
  if (innerHeight <= screen.height || !opener) return;
  dialog.style.maxBlockSize = `${screen.height * 0.7}px`;
  const last = innerHeight - dialog.offsetHeight - 8;
  dialog.style.marginBlock = `${Math.max(8, Math.min(opener.getBoundingClientRect().top - 160, last))}px auto`;
}

export class HandOff extends Component<HandOffProps> {
  readonly #dialog = createRef<HTMLDialogElement>();
  readonly #title = createRef<HTMLHeadingElement>();
  #opener: Element | null = null;
  #pushed = false;

  override componentDidMount(): void {
    const dialog = this.#dialog.current;
    if (!dialog) return;
    this.#opener = (dialog.getRootNode() as ShadowRoot).activeElement;
    dialog.showModal();
    placeInTallFrame(dialog, this.#opener);
    this.#title.current?.focus();
    try {
      // With the host's own state, so that its router sees nothing new.
      history.pushState(history.state, "");
      this.#pushed = true;
    } catch {
      // A frame without an origin may not write history; there Back leaves the page, as it did before.
    }
    addEventListener("popstate", this.#back);
  }

  override componentDidUpdate(before: HandOffProps): void {
    if (before.offer === this.props.offer) return;
    this.#dialog.current?.scrollTo(0, 0);
    this.#title.current?.focus();
  }

  override componentWillUnmount(): void {
    removeEventListener("popstate", this.#back);
    this.#dialog.current?.close();
    if (this.#opener instanceof HTMLElement) this.#opener.focus({ preventScroll: true });
  }

  readonly #back = (): void => {
    this.#pushed = false;
    this.props.act.closeHandOff();
  };

  readonly #close = (event?: Event): void => {
    event?.preventDefault();
    this.props.act.closeHandOff();
    if (this.#pushed) history.back();
  };

  override render({ words, state, act, offer }: HandOffProps) {
    const { office, booking, date } = offer;
    const { party } = state.question;
    const { info, answer } = state;
    const service = info?.services.find(({ id }) => id === offer.serviceId);
    const sample = Boolean(info?.sample);
    const second = answer?.ranking.offers.find(({ officeId }) => officeId !== offer.officeId);
    const list = hours(words, offer);
    return (
      <dialog
        ref={this.#dialog} class="handoff" part="handoff" aria-labelledby="handoff-title" onCancel={this.#close}
        onClick={(event) => event.target === event.currentTarget && this.#close()}
      >
        <div class="inside">
          <div class="head">
            <h2 id="handoff-title" tabIndex={-1} ref={this.#title}>{words.t(offer.channel === "app" ? "handoff.title" : "handoff.title.other")}</h2>
            <button type="button" onClick={() => this.#close()}>{words.t("handoff.back")}</button>
          </div>
          <ol class="steps">
            <li>{words.t("handoff.office")} <b><Text of={booking.officeLabel ?? office.name} /></b></li>
            {(info?.services.length ?? 0) > 1 && <li>{words.t("handoff.service")} <b><Text of={offer.service} /></b></li>}
            <li>{words.t("handoff.date")} <b>{dayFull(words, date)}</b></li>
            {list && <li>{words.t("handoff.hour")} <b>{list}</b></li>}
            <li>
              <b>{words.t("handoff.party", { p: party })}</b>
              {booking.maxParty !== undefined && <> {words.t("handoff.party.max", { n: booking.maxParty })}</>}
              {booking.maxParty !== undefined && party > booking.maxParty && (
                <p class="hint">{words.t("party.max", { n: booking.maxParty, a: Math.ceil(party / booking.maxParty) })}</p>
              )}
            </li>
          </ol>
          {booking.steps.length > 0 && (
            <div>
              <h3>{words.t("handoff.steps")}</h3>
              <ol>{booking.steps.map((step, index) => <li key={index}><Text of={step} /></li>)}</ol>
            </div>
          )}
          {service && service.bring.length > 0 && (
            <div>
              <h3>{words.t("handoff.bring")}</h3>
              <ul class="bring">{service.bring.map((item, index) => <li key={index}><Text of={item} /></li>)}</ul>
            </div>
          )}
          <p>
            {words.t(offer.stale ? "handoff.left.stale" : "handoff.left", { n: places(words, offer), age: age(words, offer.ageSeconds) })}
            <SampleMark words={words} state={state} />
          </p>
          {second && (
            <p class="second">
              {words.t("handoff.second")}{" "}
              <button type="button" class="plain" onClick={() => act.openHandOff(second)}>
                {words.t("handoff.second.offer", { office: second.office.short.text, date: daySentence(words, second.date), n: places(words, second) })}
              </button>
            </p>
          )}
          {sample ? <p class="notice warn">{words.t("handoff.sample")}</p> : <BookingLinks words={words} booking={booking} channel={offer.channel} />}
          <Share words={words} text={offerText(words, offer, party, sample)} sample={sample} />
        </div>
      </dialog>
    );
  }
}
