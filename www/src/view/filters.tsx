// Which offers count: service, distance, weekdays. Every change asks at once.

import { fee } from "../phrases";
import type { View } from "./view";

const RADII = [25, 50, 100, 150, 200];

export function Filters({ words, state: { info, question }, act }: View) {
  const services = info?.services ?? [];
  const usual = services.filter(({ isDefault }) => isDefault);
  const asked = question.services[0] ?? "";
  const only = usual.length === 1;
  const radii = [...new Set([...RADII, ...(question.withinKm === undefined ? [] : [question.withinKm])])].sort((a, b) => a - b);
  return (
    <>
      {services.length > 1 && (
        <div class="field">
          <label for="service">{words.t("filter.service")}</label>
          <select id="service" value={only && asked === usual[0]?.id ? "" : asked} onChange={({ currentTarget: { value } }) => act.ask({ services: value ? [value] : [] })}>
            {!only && <option value="">{words.list((usual.length ? usual : services).map(({ name }) => name.text))}</option>}
            {services.map(({ id, name, isDefault, surcharge }) => (
              <option key={id} value={only && isDefault ? "" : id}>
                {surcharge ? `${name.text}, ${fee(words, surcharge)}` : name.text}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="field">
        <label for="radius">{words.t("filter.radius")}</label>
        <select
          id="radius" value={question.withinKm ?? ""} disabled={!question.place} aria-describedby={question.place ? undefined : "radius-note"}
          onChange={({ currentTarget: { value } }) => act.ask({ withinKm: value ? Number(value) : undefined })}
        >
          <option value="">{words.t("filter.radius.any")}</option>
          {radii.map((km) => <option key={km} value={km}>{words.t("filter.radius.km", { n: km })}</option>)}
        </select>
        {!question.place && <p class="hint" id="radius-note">{words.t("filter.radius.place")}</p>}
      </div>
      <label class="check">
        <input type="checkbox" checked={question.weekend} onChange={({ currentTarget }) => act.ask({ weekend: currentTarget.checked })} />
        {words.t("filter.weekend")}
      </label>
    </>
  );
}
