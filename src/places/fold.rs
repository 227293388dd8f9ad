//! Folds spelling that does not matter: turns what people type and gazetteers write into plain lower-case words.
//!
//! Latin letters lose case and diacritics, apostrophes vanish, everything else that is no letter or digit parts words.
//! Other scripts pass as they are. A table of our own, since the standard library's cover all scripts and weigh more
//! than this whole module.

/// The plain letters of U+00C0 to U+017F, in that order; a space parts words, and a capital means two letters.
const LATIN: &[u8; 192] = b"aaaaaaAceeeeiiiidnooooo ouuuuyTSaaaaaaAceeeeiiiidnooooo ouuuuyTy\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The words of a text, folded and joined by single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let plain = match c {
            // Apostrophes, and marks that combine with the letter before them.
            '\''
            | '`'
            | '\u{2bb}'..='\u{2bf}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{300}'..='\u{36f}' => continue,
            'À'..='ſ' => latin(c),
            'Ơ' | 'ơ' => 'o',
            'Ư' | 'ư' => 'u',
            'Ș' | 'ș' => 's',
            'Ț' | 'ț' => 't',
            'Ạ'..='ỹ' => vietnamese(c),
            _ if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
            // ASCII, Latin-1 and general punctuation, and the spaces of East Asia.
            '\0'..='¿' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3002}' => ' ',
            _ => c,
        };
        match plain {
            'A' => folded.push_str("ae"),
            'O' => folded.push_str("oe"),
            'S' => folded.push_str("ss"),
            'T' => folded.push_str("th"),
            ' ' if folded.is_empty() || folded.ends_with(' ') => {}
            letter => folded.push(letter),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

fn latin(c: char) -> char {
    let index = usize::try_from(u32::from(c) - u32::from('À')).unwrap_or(usize::MAX);
    LATIN.get(index).map_or(c, |&letter| char::from(letter))
}

/// The letters of Vietnamese in Latin Extended Additional are in alphabetical order.
fn vietnamese(c: char) -> char {
    match c {
        ..='ặ' => 'a',
        ..='ệ' => 'e',
        ..='ị' => 'i',
        ..='ợ' => 'o',
        ..='ự' => 'u',
        _ => 'y',
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_and_diacritics_do_not_matter() {
        for (written, folded) in [
            ("KEDIRI", "kediri"),
            ("Kedirí", "kediri"),
            ("Łódź", "lodz"),
            ("Düsseldorf", "dusseldorf"),
            ("Ærøskøbing", "aeroskobing"),
            ("Straße", "strasse"),
            ("Þingvellir", "thingvellir"),
            ("Œuilly", "oeuilly"),
            ("Đà Nẵng", "da nang"),
            ("Huế", "hue"),
            ("Cần Thơ", "can tho"),
            ("Mỹ Tho", "my tho"),
            ("Hòa Hưng", "hoa hung"),
            ("Brașov, Țara Bârsei", "brasov tara barsei"),
            ("İzmir", "izmir"),
            ("Şırnak", "sirnak"),
            ("Ħal Għaxaq", "hal ghaxaq"),
            ("Ķekava", "kekava"),
            ("Ňižňov", "niznov"),
            ("Żurrieq", "zurrieq"),
            ("Győr", "gyor"),
            // The accent as a letter of its own.
            ("Kediri\u{301}", "kediri"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn every_latin_letter_folds_to_plain_ones_and_both_cases_to_the_same() {
        for c in '\u{c0}'..='\u{17f}' {
            let folded = fold(&c.to_string());
            if c.is_alphabetic() {
                assert!(
                    !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_lowercase()),
                    "{c}"
                );
                let upper: String = c.to_uppercase().collect();
                // Letters whose capital is two letters, such as the n after an apostrophe, aside.
                if upper.chars().count() == 1 {
                    assert_eq!(fold(&upper), folded, "{c}");
                }
            } else {
                assert_eq!(folded, "", "{c}");
            }
        }
        for c in '\u{1ea0}'..='\u{1ef9}' {
            let upper: String = c.to_uppercase().collect();
            assert_eq!(fold(&upper), fold(&c.to_string()), "{c}");
        }
    }

    #[test]
    fn punctuation_parts_words_and_apostrophes_do_not() {
        assert_eq!(
            fold("  Kab.Kediri, (Jawa\u{a0}Timur) "),
            "kab kediri jawa timur"
        );
        assert_eq!(fold("Guluk-Guluk"), "guluk guluk");
        assert_eq!(fold("Ma'rang"), "marang");
        assert_eq!(fold("Ma\u{2019}rang"), "marang");
        assert_eq!(fold("a × b"), "a b");
        assert_eq!(fold(" .,- "), "");
    }

    #[test]
    fn other_scripts_pass_as_they_are() {
        assert_eq!(fold("東京\u{3000}都"), "東京 都");
        assert_eq!(fold("Москва"), "Москва");
    }
}
