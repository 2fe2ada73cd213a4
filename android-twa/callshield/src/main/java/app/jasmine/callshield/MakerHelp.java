package app.jasmine.callshield;

import java.util.Locale;

/** Some makers stop apps that nobody looks at: where on their phones one forbids that. */
final class MakerHelp {
  private MakerHelp() {}

  /** `maker`: as the phone names it, in any case. A string resource. */
  static int of(String maker) {
    switch (maker == null ? "" : maker.toLowerCase(Locale.ROOT)) {
      case "xiaomi":
      case "redmi":
      case "poco": return R.string.callshield_maker_xiaomi;
      case "samsung": return R.string.callshield_maker_samsung;
      case "huawei":
      case "honor": return R.string.callshield_maker_huawei;
      case "oppo":
      case "realme": return R.string.callshield_maker_oppo;
      case "oneplus": return R.string.callshield_maker_oneplus;
      case "vivo": return R.string.callshield_maker_vivo;
      case "tecno mobile limited":
      case "tecno":
      case "infinix":
      case "infinix mobility limited":
      case "itel": return R.string.callshield_maker_transsion;
      default: return R.string.callshield_maker_other;
    }
  }
}
