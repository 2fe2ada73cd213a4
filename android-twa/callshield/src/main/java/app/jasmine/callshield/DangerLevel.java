package app.jasmine.callshield;

/** How dangerous somebody is, most severe first: the order of `src/domain/danger-level.ts`, and of the levels 1 to 6 in a filter. */
enum DangerLevel {
  VERY_DANGEROUS,
  DANGEROUS,
  RISKY,
  UNPLEASANT,
  FANTASIST,
  DIFFICULT_MEETING;

  /** `level`: 1, the most severe, to 6. */
  static DangerLevel of(int level) {
    return values()[level - 1];
  }

  /** The more severe of two; null is of none. */
  static DangerLevel worstOf(DangerLevel one, DangerLevel other) {
    if (one == null || other == null) return one == null ? other : one;
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** 6 for the most severe down to 1: the number of bars that are filled, and of the colour. */
  int severity() {
    return values().length - ordinal();
  }
}
