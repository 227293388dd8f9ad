//! What the format limits and expects: closed lists, each entry with a stable code and an English phrase.

/// Makes an enum whose entries have a code, for translations, and a phrase, for English sentences.
macro_rules! phrased {
    ($(#[$meta:meta])* $name:ident { $($entry:ident $code:literal $phrase:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $phrase] $entry,)*
        }

        impl $name {
            /// Every entry.
            pub const ALL: &[Self] = &[$(Self::$entry,)*];

            /// The stable code of this entry, by which texts in other languages are found.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$entry => $code,)*
                }
            }

            /// This entry in English, as part of a sentence.
            #[must_use]
            pub fn phrase(self) -> &'static str {
                match self {
                    $(Self::$entry => $phrase,)*
                }
            }
        }
    };
}

phrased! {
    /// A limit of the format that a file is past.
    Limit {
        Bytes "bytes" "more than 64 MiB",
        Depth "depth" "arrays and objects nested deeper than 32",
        Text "text" "a text of more than 2,000 characters",
        Offices "offices" "more than 200,000 offices",
        HundredEntries "hundred-entries" "a list of more than 100 entries",
        YearEntries "year-entries" "a list of more than 366 entries",
        ThousandEntries "thousand-entries" "a list of more than 1,000 entries",
        TenThousandEntries "ten-thousand-entries" "a list of more than 10,000 entries",
        Number "number" "a number of more than 1,000 characters",
        Services "services" "more than 1,000 services",
        Zones "zones" "more than 600 time zones",
        Rows "rows" "more than 500 rows of quota for an office",
        Days "days" "a row of more than 1,000 days",
        Cell "cell" "a cell of more than 1,000,000 places",
        GazetteerPlaces "gazetteer-places" "The gazetteer has more than 200,000 places",
    }
}

phrased! {
    /// What the format expects of a value that is broken.
    Expected {
        Office "office" "an office (an object)",
        Id "id" "an id (1 to 64 of A-Z a-z 0-9 . _ : ~ -)",
        OwnId "own-id" "an id of its own",
        Name "name" "a name (a text)",
        Rows "rows" "a list of rows",
        Zone "zone" "an IANA time zone",
        Position "position" "`lat` -90 to 90 and `lon` -180 to 180, both numbers",
        Row "row" "a row (an object)",
        RowChannel "row-channel" "a row whose `channel` is an id",
        RowFrom "row-from" "a row with `from`, a date (YYYY-MM-DD)",
        RowOpen "row-open" "a row with `open`, a list of cells",
        RowService "row-service" "a row whose `service` is an id",
        RowEvent "row-event" "a row whose `event` is an object with an id",
        RowSession "row-session" "a row whose `session` has `start` before `end` (HH:MM)",
        Cell "cell" "a whole number of at least -1, or null",
        Total "total" "a whole number of at least 0, or a list of them",
        Link "link" "an https link",
        List "list" "a list",
        Object "object" "an object",
        Text "text" "a text",
        Texts "texts" "a text, or an object of texts by language",
        Date "date" "a date (YYYY-MM-DD)",
        Time "time" "a time with its offset (RFC 3339)",
        Seconds "seconds" "a whole number of seconds",
        MoreSeconds "more-seconds" "more seconds",
        AtLeastStaleAfter "at-least-stale-after" "at least `stale_after`",
        Days "days" "a whole number from 0 to 1000",
        People "people" "a whole number from 1 to 1000",
        Flag "flag" "true or false",
        Closure "closure" "a closure with `from` and `to`",
        Distance "distance" "a distance in km",
        Service "service" "a service with an id of its own",
        Amount "amount" "an amount of money",
        Surcharge "surcharge" "an `amount` and a `currency`",
        Alert "alert" "an alert with a `text`",
        Entry "entry" "an entry with an id of its own",
    }
}
