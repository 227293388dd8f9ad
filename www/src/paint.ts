// Draws the element's tree of components. Until the first list stands nothing in it changes, so a few lines make its DOM,
// and Preact, a sixth of all the scripts, comes with the parts that follow. It then takes over the DOM that it finds, and
// draws everything from there on. What is drawn before may be made of functions only.

import type { ComponentChild, ComponentChildren, FunctionComponent, VNode } from "preact";

type Type = string | FunctionComponent<never>;
type Props = Record<string, unknown> & { children?: ComponentChildren };
type Make = (type: Type, props: Props, key?: unknown) => VNode;
type Root = ShadowRoot;

/** What Preact does here; see preact.ts. */
export interface Painter {
  jsx: Make;
  render(tree: ComponentChild, root: Root): void;
  hydrate(tree: ComponentChild, root: Root): void;
}

/** What JSX becomes: a plain note of it, or a node of Preact's once that is there. */
export let jsx: Make = (type, props) => ({ type, props }) as VNode;
export { jsx as jsxs };
export const Fragment = ({ children }: Props): ComponentChildren => children;

let painter: Painter | undefined;
/** What was drawn without Preact: how to draw it again, and how to take its listeners away. */
const plain = new Map<Root, { tree: () => VNode; quiet: AbortController }>();

function make(node: ComponentChildren, into: ParentNode, quiet: AbortSignal): void {
  if (Array.isArray(node)) return node.forEach((one: ComponentChildren) => make(one, into, quiet));
  if (node == null || typeof node === "boolean") return;
  // Each text is a node of its own, as Preact expects it.
  if (typeof node !== "object") return into.append(String(node));
  const { type, props } = node as { type: Type; props: Props };
  if (typeof type === "function") return make(type(props as never) as ComponentChildren, into, quiet);
  const element = document.createElement(type);
  for (const [name, value] of Object.entries(props)) {
    if (name === "children") make(value as ComponentChildren, element, quiet);
    else if (typeof value === "function") element.addEventListener(name.slice(2).toLowerCase(), value as EventListener, { signal: quiet });
    // A state of ARIA that is "false" is said; other attributes are there or not.
    else if (value != null && (value !== false || name.startsWith("aria-"))) element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
  }
  into.append(element);
}

function clear(root: Root): void {
  plain.get(root)?.quiet.abort();
  plain.delete(root);
}

/** Draws a tree, or nothing, in place of what was there. */
export function paint(tree: (() => VNode) | undefined, root: Root): void {
  if (painter) return painter.render(tree?.() ?? null, root);
  clear(root);
  const focused = root.activeElement;
  const kind = ({ className, parentElement }: Element): string => `${className} in ${parentElement?.className}`;
  const known = focused && kind(focused);
  const alike = (): HTMLElement[] => (focused ? [...root.querySelectorAll<HTMLElement>(focused.localName)].filter((one) => kind(one) === known) : []);
  const at = alike().findIndex((one) => one === focused);
  root.replaceChildren();
  if (!tree) return;
  const quiet = new AbortController();
  plain.set(root, { tree, quiet });
  make(tree(), root, quiet.signal);
  // What had the focus is another element now, though to the visitor it is the same.
  alike()[at]?.focus({ preventScroll: true });
}

/** From now on Preact draws, beginning with what is there. */
export function takeOver(preact: Painter): void {
  painter = preact;
  jsx = preact.jsx;
  for (const [root, { tree }] of plain) {
    clear(root);
    preact.hydrate(tree(), root);
  }
}
