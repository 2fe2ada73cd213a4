package app.jasmine.callshield;

import android.content.Context;

/** What an alert says: overlay and notification say the same. */
final class AlertText {
  final DangerLevel level;
  final String title;
  final String word;
  final String bars;
  final String number;
  final String why;
  final int colour;

  private AlertText(Context context, DangerLevel level, String title, String number, String why) {
    this.level = level;
    this.title = title;
    this.number = number;
    this.why = why;
    word = context.getString(wordOf(level));
    bars = context.getString(R.string.callshield_alert_bars, level.severity());
    colour = context.getColor(colourOf(level));
  }

  static AlertText of(Context context, DangerLevel level, String lastFour) {
    String number = context.getString(R.string.callshield_alert_number, lastFour);
    return new AlertText(context, level, context.getString(R.string.callshield_alert_title), number, context.getString(R.string.callshield_alert_why));
  }

  /** Nobody is to take it for a call. */
  static AlertText test(Context context) {
    String number = context.getString(R.string.callshield_test_number);
    return new AlertText(context, DangerLevel.DANGEROUS, context.getString(R.string.callshield_test_title), number, context.getString(R.string.callshield_test_why));
  }

  /** One sentence after the other, for whoever listens instead of looking. */
  String spoken() {
    return title + ". " + word + ". " + bars + ". " + number + ". " + why;
  }

  static int wordOf(DangerLevel level) {
    switch (level) {
      case VERY_DANGEROUS: return R.string.callshield_level_very_dangerous;
      case DANGEROUS: return R.string.callshield_level_dangerous;
      case RISKY: return R.string.callshield_level_risky;
      case UNPLEASANT: return R.string.callshield_level_unpleasant;
      case FANTASIST: return R.string.callshield_level_fantasist;
      default: return R.string.callshield_level_difficult_meeting;
    }
  }

  private static int colourOf(DangerLevel level) {
    switch (level) {
      case VERY_DANGEROUS: return R.color.callshield_level_6;
      case DANGEROUS: return R.color.callshield_level_5;
      case RISKY: return R.color.callshield_level_4;
      case UNPLEASANT: return R.color.callshield_level_3;
      case FANTASIST: return R.color.callshield_level_2;
      default: return R.color.callshield_level_1;
    }
  }
}
