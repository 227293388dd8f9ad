// The bill of materials of a release: what others wrote and is shipped with it, as CycloneDX 1.6. In: what cargo and npm have
// installed. Out: one object, the same for the same lock files: without a time, and with a number made from its content.

import { createHash } from "node:crypto";
import { shipped } from "./licences.mjs";

/** The address of a package in its registry, as bills of materials write it. */
const purl = ({ kind, name, version }) => `pkg:${kind}/${name}@${version}`;

/** The number of a bill: a UUID of version 8, whose other bits are a hash. */
function serialNumber(text) {
  const hex = createHash("sha256").update(text).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The file sbom.cdx.json of a version. */
export function billOfMaterials(version) {
  const components = shipped().map(({ kind, name, version: of, license }) => ({
    type: "library",
    "bom-ref": purl({ kind, name, version: of }),
    name,
    version: of,
    // Old crates write a slash for "or".
    licenses: [{ expression: license.replaceAll("/", " OR ") }],
    purl: purl({ kind, name, version: of }),
  }));
  const ours = purl({ kind: "npm", name: "slot-finder", version });
  const bill = {
    metadata: { component: { type: "application", "bom-ref": ours, name: "slot-finder", version, licenses: [{ expression: "MIT OR Apache-2.0" }], purl: ours } },
    components,
    dependencies: [{ ref: ours, dependsOn: components.map((component) => component["bom-ref"]) }],
  };
  return { $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: serialNumber(JSON.stringify(bill)), version: 1, ...bill };
}
