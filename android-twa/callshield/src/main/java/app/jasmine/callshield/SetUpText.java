package app.jasmine.callshield;

/** The words for each state of the set-up screen, as string resources. */
final class SetUpText {
  private SetUpText() {}

  /** The one thing to do next. */
  static int next(SetUpState state) {
    if (!state.canScreen) return R.string.callshield_next_too_old;
    if (!state.hasOrigin) return R.string.callshield_next_no_origin;
    if (!state.hasRole) return R.string.callshield_next_role;
    if (state.ended && !state.isLinked) return R.string.callshield_next_sign_in_again;
    if (!state.isLinked) return R.string.callshield_next_link;
    if (state.listFault != null) return R.string.callshield_next_list;
    if (!state.notifies) return state.overlays ? R.string.callshield_next_overlay_only : R.string.callshield_next_notifications;
    return R.string.callshield_next_nothing;
  }

  static int role(SetUpState state) {
    if (!state.canScreen) return R.string.callshield_role_too_old;
    return state.hasRole ? R.string.callshield_role_held : R.string.callshield_role_not_held;
  }

  /** Of a phone that is not linked. */
  static int link(SetUpState state) {
    if (!state.hasOrigin) return R.string.callshield_next_no_origin;
    return state.ended ? R.string.callshield_link_ended : R.string.callshield_link_not;
  }

  /** Of a list that cannot be used. */
  static int list(SetUpState state) {
    if (!state.isLinked) return R.string.callshield_list_needs_link;
    switch (state.listFault) {
      case EARLY: return R.string.callshield_list_early;
      case LATE: return R.string.callshield_list_late;
      case KEY: return R.string.callshield_list_damaged;
      default: return R.string.callshield_list_none;
    }
  }

  /** `answer`: null for a fault of the phone. */
  static int notUpdated(DownloadAnswer answer) {
    if (answer == null || answer.fault == null) return R.string.callshield_list_no_network;
    switch (answer.fault) {
      case EARLY: return R.string.callshield_list_early;
      case LATE: return R.string.callshield_list_late;
      default: return R.string.callshield_list_damaged;
    }
  }

  static int notifications(SetUpState state) {
    if (state.notifies) return state.overlays ? R.string.callshield_notifications_both : R.string.callshield_notifications_only;
    return state.overlays ? R.string.callshield_overlay_only : R.string.callshield_notifications_off;
  }
}
