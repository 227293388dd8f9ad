// The messages of lazy parts; importing this module adds them.

import en from "../../i18n/en-more.json";
import id from "../../i18n/id-more.json";
import { addWords } from "./words";

addWords({ id, en });
