//! Reads a whole feed for everything that is broken in it.

use crate::feed::describe::Description;
use crate::feed::head::{Head, Part};
use crate::feed::info::{Booking, FeedInfo};
use crate::feed::open::Feed;
use crate::feed::problem::{Problem, Report, Step};
use crate::feed::quota::{self, Quota};

impl Feed {
    /// Everything that is broken in the feed, read to its end; at most 1,000 problems, unless it was opened to note more.
    ///
    /// Opening finds some of them. Questions step over the rest in silence.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut report = Report::noting(self.problems.clone(), self.most_problems);
        let description = self.describe(None);
        description.feed(&mut report);
        for head in &self.heads {
            report.enter_office(head);
            let path = [Step::Key("offices"), Step::Index(head.index as usize)];
            let base = report.enter(&path);
            let quota = quota::read(&self.text, &self.envelope, head, &mut report);
            report_details(description, head, &quota, &mut report);
            report.leave(base);
        }
        self.with_names(report.into_problems())
    }

    /// The problems that opening found: every office that was left out is among them, and no row or cell.
    pub(crate) fn problems_of_opening(&self) -> Vec<Problem> {
        self.with_names(self.problems.clone())
    }

    /// Problems with the names of their offices.
    fn with_names(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        for problem in &mut problems {
            problem.office = self.localized(self.languages(None), problem.name);
        }
        problems
    }

    /// What the feed says about itself in its own language, and all its problems. This reads the whole feed.
    #[must_use]
    pub fn info(&self) -> FeedInfo {
        FeedInfo {
            problems: self.problems(),
            ..self.about(None)
        }
    }
}

/// Reports what is broken in the parts of an office that only its description needs.
fn report_details(description: Description<'_>, head: &Head, quota: &Quota, report: &mut Report) {
    description.read_office(head, report);
    let base = report.enter(&[Step::Key("booking")]);
    description.read_booking(&mut Booking::default(), head.part(Part::Booking), report);
    report.leave(base);
    for row in &quota.rows {
        let path = |key| {
            let index = Step::Index(usize::from(row.index));
            [Step::Key("quota"), index, Step::Key(key)]
        };
        let base = report.enter(&path("booking"));
        description.read_booking(&mut Booking::default(), row.booking, report);
        report.leave(base);
        if let Some(event) = &row.event {
            let base = report.enter(&path("event"));
            description.read_event(event, report);
            report.leave(base);
        }
    }
}
