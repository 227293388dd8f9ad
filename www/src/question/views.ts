// The ways to look at one answer.

export type ViewName = "list" | "board" | "map";
export const VIEWS: readonly ViewName[] = ["list", "board", "map"];
