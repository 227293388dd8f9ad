// What `later.tsx` fetches, in one file.

export { Empty, Expired } from "./empty";
export { Filters } from "./filters";
export { HandOff } from "./handoff";
export { OfficeDetails } from "./office-details";
