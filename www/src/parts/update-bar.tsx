// Announces updates over the lower edge of the screen, without moving anything; one tap shows them.

import { noticeText, type UpdateNotice } from "../state/changes";
import type { PageProps } from "../state/page-props";

export const UpdateBar = ({ words, controller, notice }: PageProps & { notice: UpdateNotice }) => {
  const failed = notice.kind === "failed";
  return (
    <div class="newbar" part="newbar">
      <button type="button" class={failed ? "failed" : "primary"} onClick={() => (failed ? void controller.load() : controller.changeQuestion({}))}>
        {noticeText(words, notice)} <span>{words.t(failed ? "retry" : "newbar.show")}</span>
      </button>
    </div>
  );
};
