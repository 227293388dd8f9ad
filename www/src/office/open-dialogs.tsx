// Draws the open dialogs. Fetches their code when the first one is opened.

import type { Offer } from "../engine/engine";
import { lazy } from "../parts/lazy";
import type { PageProps } from "../state/page-props";

function close({ controller }: PageProps, error: unknown): void {
  controller.closeOffice();
  controller.closeHandOff();
  controller.fail(error);
}

const dialogs = () => import("./dialogs");
type Dialogs = typeof import("./dialogs");
const OfficeDialog = lazy<PageProps & { id: string }, Dialogs>(dialogs, ({ OfficeDialog }) => OfficeDialog, { failed: close });
const HandOff = lazy<PageProps & { offer: Offer }, Dialogs>(dialogs, ({ HandOff }) => HandOff, { failed: close });

export function OpenDialogs(props: PageProps) {
  const { office, handOff } = props.state;
  return (
    <>
      {office && <OfficeDialog {...props} id={office} />}
      {handOff && <HandOff {...props} offer={handOff} />}
    </>
  );
}
