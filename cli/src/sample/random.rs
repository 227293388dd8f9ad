//! Generates random numbers for the invented quota: the same for the same seed.

use fastrand::Rng;

/// A stream of numbers.
pub struct Random(Rng);

impl Random {
    /// The stream of one office. Depends only on the seed and the office's place in the list: a larger sample keeps its
    /// first offices unchanged.
    pub fn of_office(seed: u64, office: usize) -> Self {
        let office = u64::try_from(office).unwrap_or(u64::MAX);
        let mut seeds = Rng::with_seed(seed);
        Self(Rng::with_seed(seeds.u64(..).wrapping_add(office)))
    }

    /// A number in `0..end`; 0 if `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        if end == 0 { 0 } else { self.0.u32(..end) }
    }

    /// True in this many of 100 cases.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn every_number_below_the_end_comes_up_and_no_other() {
        let mut random = Random::of_office(1, 0);
        let mut seen = [0_u32; 7];
        for _ in 0..7_000 {
            seen[random.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|&n| (800..1_200).contains(&n)), "{seen:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn offices_have_streams_of_their_own() {
        let first = |seed, office| {
            let mut random = Random::of_office(seed, office);
            [(); 4].map(|()| random.below(1_000_000))
        };
        assert_eq!(first(1, 5), first(1, 5));
        assert_ne!(first(1, 5), first(1, 6));
        assert_ne!(first(1, 5), first(2, 5));
    }
}
