// The entries of the browser's history that open dialogs make: Back closes the uppermost dialog.

/** A dialog that Back can close. */
interface OpenDialog {
  closedByBack(): void;
}

/** The part of the Navigation API that is used; not every browser has it. Its state survives a reload, and no host sees it in `history.state`. */
interface Entries {
  currentEntry: { getState(): unknown } | null;
  updateCurrentEntry(options: { state: unknown }): void;
}

const DEPTH = "slot-finder-dialogs";
const { navigation } = window as { navigation?: Entries };
const entryState = (): Record<string, unknown> => (navigation?.currentEntry?.getState() ?? {}) as Record<string, unknown>;
/** How many dialogs were open when the current entry was made for the last of them; 0 of all other entries. */
const depth = (): number => Number(entryState()[DEPTH] ?? 0);

const open: OpenDialog[] = [];
/** How many of the steps back that are still to come belong to a dialog that has closed. */
let ownSteps = 0;

/** Leaves entries that were made for dialogs which are gone, after a reload or a step forward: Back would do nothing at them. */
export function leaveEmptyEntries(): void {
  const more = depth() - open.length;
  if (ownSteps || more <= 0) return;
  ownSteps++;
  history.go(-more);
}

/** Whether a dialog is open, or the step back from one is still to come: the entry of the page itself is not the current one. */
export const isWaiting = (): boolean => open.length > 0 || ownSteps > 0;

let dialogStep = false;
/** Whether the last step through the history was between a dialog and what it lies over, rather than between two looks at the page. */
export const wasDialogStep = (): boolean => dialogStep;

addEventListener("popstate", () => {
  dialogStep = ownSteps > 0 || open.length > 0 || depth() > 0;
  if (ownSteps) return void ownSteps--;
  const stay = navigation ? depth() : open.length - 1;
  for (const dialog of open.slice(stay).reverse()) dialog.closedByBack();
  // What the fragment names opens first.
  setTimeout(leaveEmptyEntries);
});

/** Makes an entry for a dialog that opens, with a fragment where it has one. Returns whether it has an entry. */
export function enter(dialog: OpenDialog, ownHash: string | undefined): boolean {
  open.push(dialog);
  // After a reload, or a step forward, it has its entry already.
  if (depth() >= open.length) return true;
  const hash = ownHash ?? location.hash;
  const page = location.pathname + location.search;
  try {
    // A visitor who came by the fragment finds the page itself one step back. The state stays the host's own: its router
    // sees nothing new.
    if (ownHash && location.hash === ownHash) history.replaceState(history.state, "", page);
    history.pushState(history.state, "", page + hash);
    navigation?.updateCurrentEntry({ state: { ...entryState(), [DEPTH]: open.length } });
    return true;
  } catch {
    // A frame without an origin may not write history; there Back leaves the page, as it did before.
    return false;
  }
}

/** Steps back over the entry of a dialog that was closed otherwise. */
export function stepBack(): void {
  ownSteps++;
  history.back();
}

/** Forgets a dialog that is gone, and its entry with it. */
export function leave(dialog: OpenDialog): void {
  open.splice(open.indexOf(dialog), 1);
  setTimeout(leaveEmptyEntries);
}
