/** What was typed before there was a form. */
export interface Typed {
  text: string;
  focused: boolean;
  /** Where the selection begins and ends; the cursor where nothing is selected. */
  selection: [number | null, number | null];
}
