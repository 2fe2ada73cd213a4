package app.jasmine.callshield;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the app and the server say to each other (`src/domain/callshield-api.ts`). Answers are values; of an answer that is not in the contract
 * nothing is believed, and what the phone has stays as it is. No number, code or token is in a path.
 */
final class SyncProtocol {
  private SyncProtocol() {}

  /** Changes a code for a token. `code`: as LinkCode reads it. `verifier`: of the attempt that waits for it. */
  static LinkAnswer link(Http http, String code, String verifier) {
    byte[] body = ("{\"code\":\"" + code + "\",\"verifier\":\"" + verifier + "\"}").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", "application/json");
    try {
      Http.Response response = http.send(new Http.Request("POST", "/api/callshield/token", headers, body));
      try (InputStream answer = response.body) {
        if (response.status == 400) return LinkAnswer.refused();
        LinkedToken token = response.status == 200 ? tokenOf(read(answer, MOST_JSON)) : null;
        return token == null ? LinkAnswer.later() : LinkAnswer.linked(token);
      }
    } catch (IOException cut) {
      return LinkAnswer.later();
    }
  }

  /** The newest filter. `etag`: of the file that is kept, empty for none, or when it cannot be read. `nowSeconds`: since 1970. */
  static DownloadAnswer download(Http http, LinkedToken token, String etag, long nowSeconds) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Accept", "application/octet-stream");
    headers.put("Authorization", "Bearer " + token.token);
    if (!etag.isEmpty()) headers.put("If-None-Match", etag);
    try {
      Http.Response response = http.send(new Http.Request("GET", "/api/callshield/filter?generation=" + token.generation, headers, null));
      try (InputStream body = response.body) {
        return answerOf(response, body, token, etag, nowSeconds);
      }
    } catch (IOException cut) {
      return DownloadAnswer.later(SOON);
    }
  }

  private static DownloadAnswer answerOf(Http.Response response, InputStream body, LinkedToken token, String etag, long nowSeconds) throws IOException {
    switch (response.status) {
      case 200: return fileOf(read(body, CallerFilter.MOST_BYTES), etagOf(response), token, nowSeconds);
      case 304: return etag.isEmpty() ? DownloadAnswer.later(LATE) : DownloadAnswer.of(DownloadAnswer.Kind.UNCHANGED);
      case 401: return DownloadAnswer.of(DownloadAnswer.Kind.DROP_EVERYTHING);
      case 410: return DownloadAnswer.of(DownloadAnswer.Kind.NEW_GENERATION);
      default: return DownloadAnswer.later(retryAfter(response));
    }
  }

  /** The old file is good until this one was read with the key. */
  private static DownloadAnswer fileOf(byte[] file, String etag, LinkedToken token, long nowSeconds) {
    try {
      if (file == null) throw new FilterException(FilterException.Fault.FORM);
      if (CallerFilter.read(file, token.key(), nowSeconds).generation() != token.generation) throw new FilterException(FilterException.Fault.KEY);
      return DownloadAnswer.fresh(file, etag);
    } catch (FilterException noGood) {
      return DownloadAnswer.noGood(noGood.fault, LATE);
    }
  }

  /** Null for anything but the answer of the contract; fields that it does not name are left alone. */
  private static LinkedToken tokenOf(byte[] json) {
    if (json == null) return null;
    try {
      Map<String, Object> fields = FlatJson.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
      if (fields == null) return null;
      Long expiresAt = ServerTime.read((String) fields.get("expiresAt"));
      byte[] key = Base64Url.read((String) fields.get("key"));
      long generation = (Long) fields.get("generation");
      if (generation != (int) generation) return null;
      return new LinkedToken((String) fields.get("token"), expiresAt, key, (int) generation);
    } catch (CharacterCodingException | ClassCastException | NullPointerException | IllegalArgumentException odd) {
      return null;
    }
  }

  /** Empty for one that does not go back into a header as it came. */
  private static String etagOf(Http.Response response) {
    String etag = response.header("etag");
    return etag.matches("(W/)?\"[!\\x23-\\x7e]{1,200}\"") ? etag : "";
  }

  private static long retryAfter(Http.Response response) {
    String seconds = response.header("retry-after");
    if (!seconds.matches("[0-9]{1,9}")) return response.status == 429 ? LATE : SOON;
    return Math.max(1, Math.min(LONGEST, Long.parseLong(seconds)));
  }

  /** Null for more than `most` bytes. */
  private static byte[] read(InputStream body, int most) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
      if (read.size() + count > most) return null;
      read.write(piece, 0, count);
    }
    return read.toByteArray();
  }

  /** Seconds: of faults that pass, of what will not change within the hour, and what nobody may put off longer. */
  private static final long SOON = 15 * 60;
  private static final long LATE = 60 * 60;
  private static final long LONGEST = 24 * 60 * 60;
  /** Bytes: the answer of the contract has 300. */
  private static final int MOST_JSON = 8192;
}
