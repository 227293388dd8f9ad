//! Tests the gazetteer with typed queries: the committed file, small hand-written ones, and broken ones.

mod file;
mod gazetteers;
mod searching;
mod typed;
