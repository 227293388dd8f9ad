// A publisher's text, marked with its language if that is not the page's, and isolated from the direction of the
// surrounding text; and links that leave the page.

import type { ComponentChildren } from "preact";
import type { Localized } from "../engine/engine";
import type { PageProps } from "../state/page-props";

export const Text = ({ of: { text, lang } }: { of: Localized }) => <bdi lang={lang}>{text}</bdi>;

export const ExternalLink = ({ href, class: name, children }: { href: string; class?: string; children: ComponentChildren }) => (
  <a href={href} class={name} target="_blank" rel="noopener noreferrer external" referrerpolicy="no-referrer">{children}</a>
);

/** Tells screen readers with every number that it is invented. */
export const SampleMark = ({ words, state }: Pick<PageProps, "words" | "state">) =>
  state.info?.sample ? <span class="hidden"> {words.t("left.sample")}</span> : null;
