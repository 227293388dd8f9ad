//! The gazetteer answers what visitors type: the committed one, small ones written by hand, and broken ones.

mod file;
mod gazetteers;
mod searching;
mod typed;
