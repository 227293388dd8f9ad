//! Tests `slot-feed publish`: what it writes, what stops it, and where it reads from; and `build` from the same places.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::building::Folder;
use crate::checking::serve;
use crate::running::{list, office, start};

const NOW: &str = "2026-11-22T08:00:00+07:00";
const META: &str =
    "update_every = \"1 hari kerja\"\ntime_zone = \"WIB\"\n[publisher]\nname = \"Redaksi\"\n";
const QUOTA: &str =
    "Kantor,Layanan,Tanggal,Sisa\nKediri,Paspor,23/11/2026,4\nKediri,Paspor,24/11/2026,5\n";

/// A folder with a table and its settings, and where they are published.
struct Desk {
    folder: Folder,
    quota: String,
    meta: String,
    to: String,
}

impl Desk {
    fn new() -> Self {
        let folder = Folder::new();
        Self {
            quota: folder.write("QUOTA.csv", QUOTA),
            meta: folder.write("META.toml", META),
            to: folder.path("public"),
            folder,
        }
    }

    fn publish(&self, quota: &str, more: &[&str]) -> Output {
        let fixed = ["publish", quota, "--meta", &self.meta, "--to", &self.to];
        let fixed = fixed.into_iter().chain(["--lang", "en", "--now", NOW]);
        start(fixed.chain(more.iter().copied()), QUOTA)
    }

    fn feed(&self) -> Value {
        let text = fs::read(self.folder.0.join("public/feed.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    fn written(&self) -> Vec<String> {
        let files = fs::read_dir(&self.to).into_iter().flatten();
        let mut names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

#[test]
fn a_feed_its_list_and_its_calendar_are_written_together_and_changes_are_told() {
    let desk = Desk::new();
    let (code, told) = said(&desk.publish(&desk.quota, &[]));
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(desk.written(), ["feed.json", "list.html", "releases.ics"]);
    let page = fs::read_to_string(desk.folder.0.join("public/list.html")).unwrap();
    assert!(page.contains("Kediri") && page.contains("</html>"));

    fs::write(&desk.quota, QUOTA.replace(",5\n", ",9\n")).unwrap();
    let (code, told) = said(&desk.publish(&desk.quota, &[]));
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Tue 2026-11-24 (9 left, was 5)"), "{told}");
    assert_eq!(desk.feed()["offices"][0]["quota"][0]["open"][1], 9);
}

#[test]
fn a_page_in_the_folder_gets_the_list_and_the_answer_to_its_first_question_where_it_has_a_place_for_them()
 {
    let desk = Desk::new();
    fs::create_dir(&desk.to).unwrap();
    let page = desk.folder.0.join("public/index.html");
    fs::write(
        &page,
        "<slot-finder><!-- list --><!-- /list --></slot-finder>",
    )
    .unwrap();
    assert_eq!(said(&desk.publish(&desk.quota, &[])).0, Some(0));
    let filled = fs::read_to_string(&page).unwrap();
    let (list, answer) = filled.split_once("</section>").unwrap();
    assert!(list.contains(">Kediri</bdi></h3>"), "{list}");
    let (_, data) = answer.split_once("slot-first-answer\">").unwrap();
    let (data, _) = data.split_once("</script><!-- /list -->").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["ranking"]["offers"][0]["open"], 4);
    assert_eq!(data["query"]["sort"], "soonest");
    assert_eq!(data["query"]["lang"], "id");
    // In the language of the page, and of the element before that.
    for (before, lang) in [
        ("<html lang=\"en-GB\"><slot-finder>", "en"),
        ("<html lang=\"en\"><slot-finder lang=\"id\">", "id"),
    ] {
        fs::write(
            &page,
            format!("{before}<!-- list --><!-- /list --></slot-finder>"),
        )
        .unwrap();
        assert_eq!(said(&desk.publish(&desk.quota, &[])).0, Some(0));
        let filled = fs::read_to_string(&page).unwrap();
        let start = format!("{before}<!-- list --><section class=\"slot-list\" lang=\"{lang}\"");
        assert!(filled.starts_with(&start), "{filled}");
    }
    // A question of the page's own is not known here.
    let own = "<slot-finder region=\"ID-JI\"><!-- list -->own<!-- /list --></slot-finder>";
    fs::write(&page, own).unwrap();
    let (code, told) = said(&desk.publish(&desk.quota, &[]));
    assert_eq!(code, Some(0));
    assert!(told.contains("asks a question of its own"), "{told}");
    assert_eq!(fs::read_to_string(&page).unwrap(), own);
    fs::write(&page, b"<slot-finder>\xe9<!-- list --><!-- /list -->").unwrap();
    let (code, told) = said(&desk.publish(&desk.quota, &[]));
    assert_eq!(code, Some(2));
    assert!(told.contains("save it as UTF-8"), "{told}");
    fs::write(&page, "<slot-finder></slot-finder>").unwrap();
    assert_eq!(said(&desk.publish(&desk.quota, &[])).0, Some(0));
    assert_eq!(
        fs::read_to_string(&page).unwrap(),
        "<slot-finder></slot-finder>"
    );
}

#[test]
fn nothing_is_written_where_days_or_offices_would_be_lost_unless_that_is_allowed() {
    let desk = Desk::new();
    assert_eq!(said(&desk.publish(&desk.quota, &[])).0, Some(0));
    let before = desk.feed();
    fs::write(
        &desk.quota,
        QUOTA.replace("Kediri,Paspor,24/11/2026,5\n", ""),
    )
    .unwrap();
    let (code, told) = said(&desk.publish(&desk.quota, &[]));
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("would lose something (lost-days)"), "{told}");
    assert!(told.contains("feed.json stays as it is."), "{told}");
    assert_eq!(desk.feed(), before);
    let (code, told) = said(&desk.publish(&desk.quota, &["--allow", "lost-days"]));
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        list(&desk.feed()["offices"][0]["quota"][0]["open"]).len(),
        1
    );
}

#[test]
fn nothing_is_written_where_the_numbers_are_older_than_promised() {
    let desk = Desk::new();
    let late = ["--now", "2027-12-30T08:00:00+07:00"];
    let quota = QUOTA.replace("/2026", "/2027");
    fs::write(
        &desk.quota,
        quota.replace("23/11", "30/12").replace("24/11", "31/12"),
    )
    .unwrap();
    let run = |more: &[&str]| {
        let fixed = [
            "publish",
            &desk.quota,
            "--meta",
            &desk.meta,
            "--to",
            &desk.to,
        ];
        let fixed = fixed.into_iter().chain(["--lang", "en"]).chain(late);
        said(&start(fixed.chain(more.iter().copied()), ""))
    };
    let (code, told) = run(&[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("older than promised; update the sheet"),
        "{told}"
    );
    assert_eq!(desk.written(), [""; 0]);
    let (code, told) = run(&["--allow-old"]);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn what_cannot_be_read_writes_nothing() {
    let desk = Desk::new();
    fs::write(&desk.quota, QUOTA.replace(",5\n", ",lima\n")).unwrap();
    let (code, told) = said(&desk.publish(&desk.quota, &[]));
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("QUOTA.csv!D3"), "{told}");
    assert_eq!(desk.written(), [""; 0]);
}

#[test]
fn a_table_comes_from_standard_input_or_an_address_too() {
    let desk = Desk::new();
    let address = serve(|request| {
        match request {
        "GET /pub" => (
            "200 OK",
            "Content-Type: text/csv; charset=utf-8\r\nLast-Modified: Sat, 21 Nov 2026 09:00:00 GMT\r\n"
                .to_owned(),
            QUOTA.to_owned(),
        ),
        _ => (
            "200 OK",
            "Content-Type: text/html\r\n".to_owned(),
            "<html>".to_owned(),
        ),
    }
    });
    let build = |source: &str| {
        let line = [
            "build", source, "--meta", &desk.meta, "--now", NOW, "--lang", "en",
        ];
        start(line, QUOTA)
    };
    for source in ["-", &format!("{address}/pub")] {
        let output = build(source);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output).1);
        let feed: Value = serde_json::from_slice(&output.stdout).unwrap();
        let open = &office(&feed, "kediri")["quota"][0]["open"];
        assert_eq!(open.to_string(), "[4,5]", "{source}");
        let made = if source == "-" {
            NOW
        } else {
            "2026-11-21T16:00:00+07:00"
        };
        assert_eq!(feed["generated_at"], made, "{source}");
    }
    let (code, told) = said(&build(&format!("{address}/pubhtml")));
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("a web page, not data"), "{told}");
    let (code, told) = said(&build("http://sheet.example/pub"));
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("by https only"), "{told}");
}

#[test]
fn a_watched_table_is_published_again_after_each_change() {
    let desk = Desk::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_slot-feed"))
        .args(["publish", &desk.quota, "--meta", &desk.meta])
        .args(["--to", &desk.to, "--now", NOW, "--watch", "--every", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let until = |open: i64| {
        let feed = desk.folder.0.join("public/feed.json");
        loop {
            let text = fs::read(&feed).unwrap_or_default();
            let feed: Value = serde_json::from_slice(&text).unwrap_or_default();
            if feed["offices"][0]["quota"][0]["open"][1] == open {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    until(5);
    fs::write(&desk.quota, QUOTA.replace(",5\n", ",6\n")).unwrap();
    until(6);
    child.kill().unwrap();
    child.wait().unwrap();
}
