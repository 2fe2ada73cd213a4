package app.jasmine.callshield;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.view.View;

/** Six bars that grow, as many filled as somebody is dangerous: the web app's drawing, on its grid of 35 by 16. */
final class LevelBars extends View {
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private int severity;

  public LevelBars(Context context, AttributeSet attributes) {
    super(context, attributes);
    setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
  }

  /** `severity`: 0 to 6. */
  void show(int severity, int colour) {
    this.severity = severity;
    paint.setColor(colour);
    invalidate();
  }

  int severity() {
    return severity;
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float unit = Math.min(getWidth() / 35f, getHeight() / 16f);
    paint.setStrokeWidth(unit);
    for (int bar = 1; bar <= 6; bar++) {
      paint.setStyle(bar <= severity ? Paint.Style.FILL_AND_STROKE : Paint.Style.STROKE);
      float left = (bar * 6 - 5.25f) * unit;
      float top = (13.25f - bar * 2) * unit;
      canvas.drawRoundRect(left, top, left + 3.5f * unit, 15.25f * unit, unit, unit, paint);
    }
  }
}
