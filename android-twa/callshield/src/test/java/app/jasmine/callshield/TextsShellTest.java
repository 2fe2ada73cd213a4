package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import android.app.Application;
import android.content.Context;
import android.content.res.Configuration;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONObject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;

@RunWith(RobolectricTestRunner.class)
public class TextsShellTest {
  @Test
  public void bothLanguagesHaveEveryTextWithTheSamePlaces() throws Exception {
    Map<String, String> english = texts("src/main/res/values/strings.xml");
    Map<String, String> french = texts("src/main/res/values-fr/strings.xml");
    english.keySet().removeAll(Arrays.asList("callshield_origin", "callshield_name"));
    assertEquals(english.keySet(), french.keySet());
    for (String name : english.keySet()) {
      assertEquals(name, placesOf(english.get(name)), placesOf(french.get(name)));
      assertFalse(name, Pattern.compile("[^\\u00a0][:;?!»]|«[^\\u00a0]|'").matcher(french.get(name).replace("&#160;", "\u00a0")).find());
    }
  }

  @Test
  public void levelsAreNamedAsInTheWebApp() throws Exception {
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.FRENCH}) {
      JSONObject words = new JSONObject(Vectors.text("src/lib/i18n/messages/" + locale.getLanguage() + "/choices.json"));
      for (DangerLevel level : DangerLevel.values()) {
        String name = level.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertEquals(words.getString("level." + name), phoneIn(locale).getString(AlertText.wordOf(level)));
      }
      String bars = words.getString("level.bars").replace("{{severity}}", "6");
      assertEquals(bars, AlertText.of(phoneIn(locale), DangerLevel.VERY_DANGEROUS, "5678").bars);
    }
  }

  @Test
  public void levelsHaveTheColoursOfTheWebApp() throws Exception {
    Matcher colour = Pattern.compile("--level-(\\d): light-dark\\((#\\w{6}), (#\\w{6})\\)").matcher(Vectors.text("src/lib/ui/tokens.css"));
    int count = 0;
    for (; colour.find(); count++) {
      String name = "<color name=\"callshield_level_" + colour.group(1) + "\">";
      for (String[] theme : new String[][] {{"values", colour.group(2)}, {"values-night", colour.group(3)}}) {
        String colours = text("src/main/res/" + theme[0] + "/colors.xml");
        assertEquals(theme[1], colours.substring(colours.indexOf(name) + name.length()).substring(0, 7));
      }
    }
    assertEquals(6, count);
  }

  private static Context phoneIn(Locale locale) {
    Application app = RuntimeEnvironment.getApplication();
    Configuration configuration = new Configuration(app.getResources().getConfiguration());
    configuration.setLocale(locale);
    return app.createConfigurationContext(configuration);
  }

  private static Map<String, String> texts(String path) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    Matcher text = Pattern.compile("<string name=\"(\\w+)\"[^>]*>(.*?)</string>").matcher(text(path));
    while (text.find()) texts.put(text.group(1), text.group(2));
    return texts;
  }

  private static List<String> placesOf(String text) {
    List<String> places = new ArrayList<>();
    Matcher place = Pattern.compile("%\\d\\$[sd]").matcher(text);
    while (place.find()) places.add(place.group());
    Collections.sort(places);
    return places;
  }

  private static String text(String path) throws Exception {
    return new String(Files.readAllBytes(new File(path).toPath()), StandardCharsets.UTF_8);
  }
}
