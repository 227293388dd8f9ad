// Components whose code and words are fetched when they are first drawn.

import { Component, type ComponentChild, type ComponentType } from "preact";
import { limited } from "../engine/limit";
import type { PageProps } from "../state/page-props";
import { fetchWords, hasWords, moreWords, type Language } from "../text/words";

interface LazyOptions<Props> {
  /** Drawn until the code is there. */
  waiting?: (props: Props) => ComponentChild;
  /** Called where the code cannot be fetched. */
  failed?: (props: Props, error: unknown) => void;
}

type Load = () => Promise<unknown>;
/** The functions that fetch files. */
const loads = new Set<Load>();
/** The files that are here, by the functions that fetch them. */
const files = new Map<Load, unknown>();

async function fetchFile(load: Load): Promise<void> {
  if (!files.has(load)) files.set(load, await limited(load()));
}

/** Fetches code, and the words of all later parts in a language. */
export const fetchPart = <File,>(load: () => Promise<File>, lang: Language): Promise<[File, void]> => Promise.all([load(), fetchWords(moreWords, lang)]);

/** A file with the words of all later parts, of which nothing is drawn before it is here. */
export interface LaterFile<File> {
  /** Absent until it is here. */
  here(lang: Language): File | undefined;
  fetch(lang: Language): Promise<unknown>;
}

export function laterFile<File>(load: () => Promise<File>): LaterFile<File> {
  loads.add(load);
  return {
    here: (lang) => (hasWords(moreWords, lang) ? (files.get(load) as File | undefined) : undefined),
    fetch: (lang) => fetchPart(() => fetchFile(load), lang),
  };
}

/** Fetches what visitors may open next: it then opens at once, and without a network too. */
export const fetchAhead = (): Promise<unknown> => Promise.allSettled([...loads].map(fetchFile));

/**
 * A component out of a file that is fetched when it, or another one of the file, is first drawn. After a failure it tries
 * again when the feed is fetched again.
 */
export function lazy<Props extends PageProps, File>(
  load: () => Promise<File>,
  pick: (file: File) => ComponentType<Props>,
  { waiting = () => null, failed = ({ controller }, error) => controller.fail(error) }: LazyOptions<Props> = {},
): ComponentType<Props> {
  const file = laterFile(load);
  return class Lazy extends Component<Props> {
    override componentDidMount(): void {
      void this.#fetch();
    }

    override componentDidUpdate(before: Props): void {
      if ((this.props.state.busy && !before.state.busy) || this.props.words !== before.words) void this.#fetch();
    }

    async #fetch(): Promise<void> {
      const { lang } = this.props.words;
      if (file.here(lang)) return;
      try {
        await file.fetch(lang);
        this.forceUpdate();
      } catch (error) {
        failed(this.props, error);
      }
    }

    override render(props: Props) {
      const here = file.here(props.words.lang);
      if (!here) return waiting(props);
      const Loaded = pick(here) as ComponentType<PageProps>;
      return <Loaded {...props} />;
    }
  };
}
