package app.jasmine.callshield;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** `tests/vectors/` of the repository: what TypeScript and Java are both held to. */
final class Vectors {
  private Vectors() {}

  static JSONArray array(String name) throws IOException, JSONException {
    return new JSONArray(text("tests/vectors/" + name));
  }

  static JSONObject object(String name) throws IOException, JSONException {
    return new JSONObject(text("tests/vectors/" + name));
  }

  static byte[] bytesOfHex(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int at = 0; at < bytes.length; at++) bytes[at] = (byte) Integer.parseInt(hex.substring(2 * at, 2 * at + 2), 16);
    return bytes;
  }

  static String hexOf(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte one : bytes) hex.append(String.format("%02x", one));
    return hex.toString();
  }

  /** `path`: in the repository. */
  static String text(String path) throws IOException {
    for (Path folder = Paths.get("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(path);
      if (Files.exists(file)) return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
    throw new IOException("no " + path + " above the module");
  }
}
